package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.estover.crawl.rights.HtmlSignals;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;

/** Reads the JSON-LD of a page. */
public final class JsonLdTarget {
  private JsonLdTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String url = "http://a.test/a/b.html";
    Document page = Jsoup.parse("<script type=\"application/ld+json\"></script>", url);
    page.select("script").forEach(script -> script.appendChild(new DataNode(text(data))));
    Scratch.check(HtmlSignals.read(page, url, "estover", target -> target).signals());
  }

  private static String text(byte[] data) {
    return new String(data, UTF_8);
  }
}
