package org.estover.crawl.extract;

import java.util.Set;
import org.estover.crawl.document.PageTags;
import org.estover.crawl.extract.Extraction.Extracted;
import org.estover.crawl.extract.Extraction.NotText;
import org.estover.crawl.rights.SpdxLicense;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.warc.MediaTypes;

/** Extracts the text of an item in the way its media type asks for. */
public final class Extractor {
  /** Types that are text for programs: not prose, and not the source code of one either. */
  private static final Set<String> NOT_FOR_READERS =
      Set.of("text/css", "text/javascript", "text/xml", "text/csv", "text/calendar", "text/vtt");

  private static final HtmlExtractor HTML_EXTRACTOR = new HtmlExtractor();
  private static final PlainTextExtractor TEXT_EXTRACTOR = new PlainTextExtractor();

  private Extractor() {}

  /**
   * Extracts the text of an item; depends on its payload, media type, charset and URI alone.
   *
   * <p>An item whose outcome is not {@code ok} has no text; the outcome is the reason. Never throws
   * for what the payload holds.
   */
  public static Extraction extract(SourceItem item) {
    if (!item.outcome().equals(SourceItem.OK)) {
      return new NotText(item.outcome());
    }
    if (item.payload().length == 0) {
      return new NotText("no-text");
    }
    String type = item.mediaType();
    if (MediaTypes.isHtml(type, item.payload())) {
      return html(item);
    }
    boolean plain = type.startsWith("text/") && !NOT_FOR_READERS.contains(type);
    return plain
        ? TEXT_EXTRACTOR.extract(item.payload(), item.charset())
        : new NotText("media-type");
  }

  private static Extraction html(SourceItem item) {
    if (PageTags.areTooMany(item.payload())) {
      return new NotText("too-many-tags");
    }
    ExtractedText page = HTML_EXTRACTOR.extract(item.payload(), item.charset(), item.uri());
    return page.text().isEmpty()
        ? new NotText("no-text")
        : new Extracted(
            page.text(), SpdxLicense.normalize(page.license()), page.title(), page.language());
  }
}
