package org.estover.crawl.read.epub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.estover.crawl.extract.WholeText;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.ReaderOption;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads books in EPUB 2 and 3.
 *
 * <p>A document is a book, its chapters in the order of the spine; with {@code per=chapter} a
 * chapter. Everything is kept but the cover, the tables of contents and the numbers of printed
 * pages. A book that is encrypted is an aside, and so is one that reserves the right to mine its
 * text ({@code tdm:reservation}), unless {@code reserved=read} says that there is an agreement. The
 * license is what the package states ({@code dcterms:license}, else {@code dc:rights}).
 */
public final class EpubReader implements DocumentReader {
  private static final ReaderOption PER =
      new ReaderOption("per", "book", "what a document is: book or chapter");
  private static final ReaderOption RESERVED =
      new ReaderOption(
          "reserved", "aside", "what becomes of books that reserve text mining: aside or read");

  /** Obfuscated fonts are no text (EPUB 3, section 4.4, and Adobe's older way). */
  private static final List<String> FONT_ALGORITHMS =
      List.of("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC");

  private final boolean perChapter;
  private final boolean reserved;

  /** A reader of books as documents. */
  public EpubReader() {
    this(false, false);
  }

  private EpubReader(boolean perChapter, boolean reserved) {
    this.perChapter = perChapter;
    this.reserved = reserved;
  }

  @Override
  public String kind() {
    return "epub";
  }

  @Override
  public String version() {
    return "epub v1";
  }

  @Override
  public String reads() {
    return "books in EPUB 2 and 3 (.epub)";
  }

  @Override
  public List<ReaderOption> options() {
    return List.of(PER, RESERVED);
  }

  @Override
  public DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    return new EpubReader(
        PER.choose(options, List.of("book", "chapter")).equals("chapter"),
        RESERVED.choose(options, List.of("aside", "read")).equals("read"));
  }

  @Override
  public boolean takes(Path found) {
    return Files.isRegularFile(found)
        && String.valueOf(found.getFileName()).toLowerCase(Locale.ROOT).endsWith(".epub");
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    String identifier = "";
    try (BookFiles files = BookFiles.open(file, limits)) {
      if (isEncrypted(files)) {
        throw new BookDamageException("encrypted");
      }
      String path = packagePath(files);
      BookPackage book =
          new BookPackage(
              path, files.find(path).orElseThrow(() -> new BookDamageException("not-an-epub")));
      identifier = book.identifier();
      if (book.isReserved() && !reserved) {
        throw new BookDamageException("tdm-reserved");
      }
      read(book, files, name, limits, sink);
    } catch (BookDamageException e) {
      sink.aside(new Aside(name, 0, e.reason(), "", identifier));
    }
  }

  private static String packagePath(BookFiles files) throws IOException {
    byte[] container =
        files
            .find("META-INF/container.xml")
            .orElseThrow(() -> new BookDamageException("not-an-epub"));
    for (Element element : WholeText.parseXml(container).getAllElements()) {
      if (BookPackage.localName(element).equals("rootfile")) {
        return element.attr("full-path");
      }
    }
    throw new BookDamageException("not-an-epub");
  }

  private static boolean isEncrypted(BookFiles files) throws IOException {
    Optional<byte[]> encryption = files.find("META-INF/encryption.xml");
    if (encryption.isEmpty()) {
      return files.has("META-INF/rights.xml") || files.has("META-INF/sinf.xml");
    }
    Document document = WholeText.parseXml(encryption.get());
    for (Element element : document.getAllElements()) {
      boolean method = BookPackage.localName(element).equals("encryptionmethod");
      // The method of a key stands in the key's own element.
      if (method && !FONT_ALGORITHMS.contains(element.attr("Algorithm").strip())) {
        return true;
      }
    }
    return false;
  }

  private void read(
      BookPackage book, BookFiles files, String name, ReadLimits limits, ReadSink sink)
      throws IOException {
    String id = book.identifier().isEmpty() ? name : book.identifier();
    // What is known of the book is looked for once, however many chapters it has.
    ReadDocument about = about(book, id, name);
    List<String> texts = new ArrayList<>();
    long length = 0;
    for (String chapter : book.chapters()) {
      String text = chapter(files, chapter, name, id, sink);
      if (text.isEmpty()) {
        sink.skipped("chapter-without-text");
      } else if (perChapter) {
        sink.document(document(about, id + "#" + chapter, text));
      } else {
        length += text.length();
        if (length > limits.maxDocument()) {
          throw new BookDamageException("document-too-large");
        }
        texts.add(text);
      }
    }
    if (!perChapter) {
      if (texts.isEmpty()) {
        throw new BookDamageException("no-text");
      }
      sink.document(document(about, id, titled(about.title(), String.join("\n\n", texts))));
    }
  }

  /** A chapter's text; "" also where it could not be read, which is told. */
  private static String chapter(
      BookFiles files, String chapter, String name, String id, ReadSink sink) throws IOException {
    String reason;
    try {
      Optional<byte[]> bytes = files.find(chapter);
      if (bytes.isPresent()) {
        return BookText.of(bytes.get());
      }
      reason = "chapter-missing";
    } catch (BookDamageException e) {
      if (e.reason().equals("zip-bomb")) {
        throw e;
      }
      reason = e.reason();
    }
    sink.aside(new Aside(name + "!/" + chapter, 0, reason, "", id));
    return "";
  }

  /** The title goes first unless a title page says it. */
  private static String titled(String title, String text) {
    String head = text.substring(0, Math.min(text.length(), 1000)).toLowerCase(Locale.ROOT);
    boolean said = title.isEmpty() || head.contains(title.toLowerCase(Locale.ROOT));
    return said ? text : title + "\n\n" + text;
  }

  private static ReadDocument document(ReadDocument about, String id, String text) {
    return new ReadDocument(
        id,
        about.url(),
        about.title(),
        text,
        about.language(),
        about.license(),
        about.holder(),
        about.date(),
        about.file(),
        about.offset());
  }

  /** What is known of a book, without a text. */
  private static ReadDocument about(BookPackage book, String id, String name) {
    return new ReadDocument(
        id,
        book.url(),
        book.title(),
        "",
        book.language(),
        book.license(),
        "",
        book.modified(),
        name,
        0);
  }
}
