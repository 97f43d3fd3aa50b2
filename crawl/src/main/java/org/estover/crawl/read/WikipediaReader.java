package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.estover.crawl.rights.SpdxLicense;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads dumps of Wikipedia and other wikis that MediaWiki wrote (export format 0.3 to 0.11): the
 * pages of the main namespace, each as its last revision is.
 *
 * <p>Every page is cut out and parsed alone, so that a broken one is set aside and the next is
 * read. Where what a dump says of its wiki is missing, as in a part of one or behind a damaged
 * begin, pages come without address, language, holder and the wiki's license, and the first of them
 * is an aside as well, {@code no-site}. Memory is a few times the largest page.
 */
final class WikipediaReader implements DocumentReader {
  /** MediaWiki has no longer titles, and a page may repeat its own without end. */
  private static final int MAX_TITLE_BYTES = 255;

  private static final ReaderOption LICENSE =
      new ReaderOption(
          "license", "", "License of the texts, where the wiki is none of Wikimedia's");

  private final String license;

  WikipediaReader() {
    this("");
  }

  private WikipediaReader(String license) {
    this.license = license;
  }

  @Override
  public String kind() {
    return "wikipedia";
  }

  @Override
  public String version() {
    return "wikipedia v1";
  }

  @Override
  public String reads() {
    return "MediaWiki XML dumps, as Wikipedia's pages-articles.xml.bz2";
  }

  @Override
  public List<ReaderOption> options() {
    return List.of(LICENSE);
  }

  @Override
  public DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    return new WikipediaReader(SpdxLicense.normalize(LICENSE.in(options)));
  }

  @Override
  public boolean takes(Path found) {
    String name = String.valueOf(found.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(found) && name.matches(".*\\.xml(\\.(gz|bz2|xz|zst|7z))?|.*\\.7z");
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    PackedFile.read(
        file, name, sink, bytes -> XmlRecords.read(bytes, "page", limits, sink, new Pages(sink)));
  }

  /** What is kept of a page while it is parsed. */
  private static final class Page {
    private String title = "";
    private String namespace = "0";
    private String id = "";
    private String model = "wikitext";
    private String timestamp = "";
    private final StringBuilder text = new StringBuilder();
    private boolean redirect;
    private boolean deleted;
  }

  /** The pages of one dump. */
  private final class Pages implements XmlRecords.Taker {
    private final ReadSink sink;
    private final Xml xml = new Xml();
    private WikiSite site;
    private boolean isDump;
    private boolean isSiteAwaited;

    Pages(ReadSink sink) {
      this.sink = sink;
      this.site = WikiSite.read(xml, "");
    }

    @Override
    public void prologue(String prologue) {
      isDump = prologue.contains("<mediawiki");
      site = WikiSite.read(xml, prologue);
      isSiteAwaited = !prologue.contains("</siteinfo>");
    }

    @Override
    public String reasonOfNone() {
      return isDump ? "no-pages" : "not-a-dump";
    }

    @Override
    public void take(String text, XmlRecords.Place place) throws XMLStreamException, IOException {
      if (isSiteAwaited) {
        // A cut dump, or one whose begin is damaged: nothing later says which wiki it is of.
        place.aside("no-site");
        isSiteAwaited = false;
      }
      Page page = new Page();
      parse(xml.parse(text), page);
      deliver(page, place);
    }

    private void deliver(Page page, XmlRecords.Place place) throws IOException {
      String skipped = skipped(page);
      if (!skipped.isEmpty()) {
        sink.skipped(skipped);
        return;
      }
      if (page.title.getBytes(UTF_8).length > MAX_TITLE_BYTES) {
        place.aside("bad-title");
        return;
      }
      PlainBlocks blocks = new PlainBlocks();
      blocks.add(PlainBlocks.Kind.PARAGRAPH, page.title);
      int titleEnd = blocks.length();
      Wikitext.addTo(blocks, site, page.title, page.text.toString());
      if (page.id.isBlank() || blocks.length() == titleEnd) {
        place.aside(page.id.isBlank() ? "no-id" : "no-text", site.url(page.title));
        return;
      }
      sink.document(
          new ReadDocument(
              page.id,
              site.url(page.title),
              page.title,
              blocks.toString(),
              site.language(),
              site.license().isEmpty() ? license : site.license(),
              site.name().isEmpty() ? "" : site.name() + " contributors",
              instant(page.timestamp),
              place.file(),
              place.offset()));
    }
  }

  /** Why a page is none that people read, or "". */
  private static String skipped(Page page) {
    if (!page.namespace.equals("0")) {
      return switch (page.namespace) {
        case "2" -> "user";
        case "4" -> "project";
        case "6" -> "file";
        case "8" -> "mediawiki";
        case "10" -> "template";
        case "12" -> "help";
        case "14" -> "category";
        default -> page.namespace.matches("[0-9]*[13579]") ? "talk" : "other-namespace";
      };
    }
    if (page.redirect || isRedirect(page.text)) {
      return "redirect";
    }
    if (page.deleted) {
      return "deleted";
    }
    return page.model.equals("wikitext") || page.model.isEmpty() ? "" : "other-model";
  }

  private static boolean isRedirect(StringBuilder text) {
    return text.length() > 9
        && text.charAt(0) == '#'
        && text.substring(1, 9).equalsIgnoreCase("redirect");
  }

  private static void parse(XMLStreamReader xml, Page page) throws XMLStreamException {
    boolean inRevision = false;
    boolean inContributor = false;
    while (xml.hasNext()) {
      int event = xml.next();
      boolean begins = event == XMLStreamConstants.START_ELEMENT;
      if (!begins && event != XMLStreamConstants.END_ELEMENT) {
        continue;
      }
      String name = Xml.name(xml);
      switch (name) {
        case "page" -> {
          if (!begins) {
            // What follows the last page ends elements that began before it.
            return;
          }
        }
        case "revision" -> inRevision = begins;
        case "contributor" -> inContributor = begins;
        default -> {
          if (begins && !inContributor) {
            element(xml, name, inRevision, page);
          }
        }
      }
    }
  }

  private static void element(XMLStreamReader xml, String name, boolean inRevision, Page page)
      throws XMLStreamException {
    switch (name) {
      case "title" -> page.title = Xml.text(xml).strip();
      case "ns" -> page.namespace = Xml.text(xml).strip();
      case "id" -> {
        if (!inRevision) {
          page.id = Xml.text(xml).strip();
        }
      }
      case "redirect" -> page.redirect = true;
      case "model" -> page.model = Xml.text(xml).strip();
      case "timestamp" -> page.timestamp = Xml.text(xml).strip();
      case "text" -> {
        // Of several revisions the last is the newest.
        page.text.setLength(0);
        page.deleted = !Xml.attribute(xml, "deleted").isEmpty();
        Xml.appendText(xml, page.text);
      }
      default -> {
        // Comments, hashes, sizes.
      }
    }
  }

  private static String instant(String timestamp) {
    try {
      return Instant.parse(timestamp).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}
