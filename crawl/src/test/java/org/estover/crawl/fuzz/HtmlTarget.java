package org.estover.crawl.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.estover.crawl.extract.Extractor;
import org.estover.crawl.rights.HtmlSignals;
import org.estover.crawl.source.SourceItem;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Reads a page: what its markup says of rights, and its text. */
public final class HtmlTarget {
  private HtmlTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    String url = "http://a.test/a/b.html";
    Document page = Jsoup.parse(new ByteArrayInputStream(data), null, url);
    Scratch.check(HtmlSignals.read(page, url, "estover", target -> target).signals());
    SourceItem item =
        new SourceItem(
            "fuzz", url, "ok", "text/html", "", data, List.of(), "", "", "a.warc.gz", 0, "");
    if (!Extractor.extract(item).equals(Extractor.extract(item))) {
      throw new AssertionError("two texts");
    }
  }
}
