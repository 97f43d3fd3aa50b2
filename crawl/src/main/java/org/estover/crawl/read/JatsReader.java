package org.estover.crawl.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads articles in JATS (NISO Z39.96), the format of PubMed Central: a file of one article or of a
 * set of them, also in the archives in which they come in bulk.
 *
 * <p>No DTD is read. The characters that those of JATS name are known; an article that references
 * entities which it declared itself is set aside.
 */
final class JatsReader implements DocumentReader {

  @Override
  public String kind() {
    return "jats";
  }

  @Override
  public String version() {
    return "jats v1";
  }

  @Override
  public String reads() {
    return "articles in JATS, as PubMed Central's .nxml, .xml and .tar.gz";
  }

  @Override
  public boolean takes(Path found) {
    String name = String.valueOf(found.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(found)
        && (isArticle(name) || name.matches(".*\\.(tar(\\.(gz|bz2|xz|zst))?|tgz|zip|7z)"));
  }

  private static boolean isArticle(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.n?xml(\\.(gz|bz2|xz|zst))?");
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    PackedFile.read(
        file,
        name,
        sink,
        bytes -> {
          // Articles come with pictures and tables beside them.
          if (!bytes.name().equals(name) && !isArticle(bytes.name())) {
            sink.skipped("other-file");
            return;
          }
          XmlRecords.read(bytes, "article", limits, sink, new Articles(sink));
        });
  }

  /** The articles of one file. */
  private static final class Articles implements XmlRecords.Taker {
    private final ReadSink sink;
    private final Xml xml = new Xml();
    private boolean declaresEntities;

    Articles(ReadSink sink) {
      this.sink = sink;
    }

    @Override
    public void prologue(String prologue) {
      declaresEntities = prologue.contains("<!ENTITY");
    }

    @Override
    public String reasonOfNone() {
      return "not-an-article";
    }

    @Override
    public void take(String text, XmlRecords.Place place) throws XMLStreamException, IOException {
      String resolved = NamedCharacters.resolveForXml(text);
      if (declaresEntities && resolved.contains("&amp;") && hasUnknown(text)) {
        place.aside("entity-declaration");
        return;
      }
      deliver(JatsArticle.read(xml.parse(resolved)), place);
    }

    /** Whether there is a reference that no standard entity answers. */
    private static boolean hasUnknown(String text) {
      for (int at = NamedCharacters.nextInXml(text, 0);
          at >= 0;
          at = NamedCharacters.nextInXml(text, at + 1)) {
        int end = NamedCharacters.end(text, at);
        if (end > 0 && NamedCharacters.find(text.substring(at + 1, end - 1)).isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private void deliver(JatsArticle article, XmlRecords.Place place) throws IOException {
      JatsMeta meta = article.meta();
      if (!article.hasText()) {
        place.aside("no-text", meta.url());
        return;
      }
      sink.document(
          new ReadDocument(
              meta.id().isBlank() ? place.file() + "@" + place.offset() : meta.id(),
              meta.url(),
              meta.title(),
              article.text(),
              meta.language(),
              meta.license(),
              meta.holder(),
              meta.date(),
              place.file(),
              place.offset()));
    }
  }
}
