package org.example.corpus;

import java.nio.charset.StandardCharsets;
import org.estover.crawl.extract.Extraction;
import org.estover.crawl.extract.ExtractorPlugin;
import org.estover.crawl.source.SourceItem;

/** Takes the block between two lines of hyphens off Markdown pages, and the title out of it. */
public final class FrontMatter implements ExtractorPlugin {
  private static final String FENCE = "---\n";

  @Override
  public String name() {
    return "front-matter";
  }

  @Override
  public String version() {
    return "v1";
  }

  @Override
  public boolean takes(String mediaType) {
    return mediaType.equals("text/markdown");
  }

  @Override
  public Extraction extract(SourceItem item) {
    String page = new String(item.payload(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    int end = page.startsWith(FENCE) ? page.indexOf("\n" + FENCE, FENCE.length() - 1) : -1;
    String text = end < 0 ? page : page.substring(end + 1 + FENCE.length());
    if (text.isBlank()) {
      return new Extraction.NotText("no-text");
    }
    String title = end < 0 ? "" : title(page.substring(FENCE.length(), end + 1));
    return new Extraction.Extracted(text.strip(), "", title, "");
  }

  private static String title(String block) {
    return block
        .lines()
        .filter(line -> line.startsWith("title:"))
        .map(line -> line.substring("title:".length()).strip())
        .findFirst()
        .orElse("");
  }
}
