package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Excerpt;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.Utf8;

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
          Optional<InputStream> utf8 = XmlCharset.asUtf8(bytes);
          if (utf8.isEmpty()) {
            sink.aside(new Aside(bytes.name(), 0, "unknown-charset", ""));
            return;
          }
          RecordCutter cutter = new RecordCutter(utf8.get(), "article", limits.maxDocument());
          if (!cutter.read(new Articles(bytes, sink)) && bytes.damage().isEmpty()) {
            sink.aside(new Aside(bytes.name(), 0, "not-an-article", ""));
          }
        });
  }

  /** The articles of one file. */
  private static final class Articles implements RecordCutter.Records {
    private final UnpackedBytes bytes;
    private final ReadSink sink;
    private final Xml xml = new Xml();
    private boolean declaresEntities;

    Articles(UnpackedBytes bytes, ReadSink sink) {
      this.bytes = bytes;
      this.sink = sink;
    }

    @Override
    public void prologue(String prologue) {
      declaresEntities = prologue.contains("<!ENTITY");
    }

    @Override
    public void tooLong(byte[] record, int from, int to, long offset) throws IOException {
      aside(offset, "record-too-long", record, from, to);
    }

    @Override
    public void record(byte[] record, int from, int to, long offset, boolean last)
        throws IOException {
      int invalid = Utf8.firstInvalid(record, from, to);
      if (invalid != Utf8.VALID && !(last && bytes.damage().isPresent())) {
        aside(offset + (invalid - from), "not-utf8", record, from, to);
        return;
      }
      JatsArticle article;
      try {
        String text = NamedCharacters.resolveForXml(new String(record, from, to - from, UTF_8));
        if (declaresEntities && text.contains("&amp;") && hasUnknown(record, from, to)) {
          aside(offset, "entity-declaration", record, from, to);
          return;
        }
        article = JatsArticle.read(xml.parse(text));
      } catch (XMLStreamException e) {
        // What a damaged file ends in is told as its damage.
        if (!last || bytes.damage().isEmpty()) {
          aside(offset, XmlFault.reason(record, from, to, last), record, from, to);
        }
        return;
      }
      deliver(article, offset, record, from, to);
    }

    /** Whether there is a reference that no standard entity answers. */
    private static boolean hasUnknown(byte[] record, int from, int to) {
      String text = new String(record, from, to - from, UTF_8);
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

    private void deliver(JatsArticle article, long offset, byte[] record, int from, int to)
        throws IOException {
      JatsMeta meta = article.meta();
      if (!article.hasText()) {
        sink.aside(
            new Aside(bytes.name(), offset, "no-text", Excerpt.of(record, from, to), meta.url()));
        return;
      }
      sink.document(
          new ReadDocument(
              meta.id().isBlank() ? bytes.name() + "@" + offset : meta.id(),
              meta.url(),
              meta.title(),
              article.text(),
              meta.language(),
              meta.license(),
              meta.holder(),
              meta.date(),
              bytes.name(),
              offset));
    }

    private void aside(long offset, String reason, byte[] record, int from, int to)
        throws IOException {
      sink.aside(new Aside(bytes.name(), offset, reason, Excerpt.of(record, from, to)));
    }
  }
}
