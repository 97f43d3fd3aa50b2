package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.DocumentSource;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;

/** The items of one file of a source whose documents a reader finds; each is plain text. */
public final class DocumentItems implements ReadSink {
  private final DocumentSource source;
  private final ReadLimits limits;
  private final ItemSink sink;

  private DocumentItems(DocumentSource source, ReadLimits limits, ItemSink sink) {
    this.source = source;
    this.limits = limits;
    this.sink = sink;
  }

  /** Returns the reader of a source, told what the source tells it. */
  public static DocumentReader reader(DocumentSource source) {
    return Readers.of(source.reader())
        .orElseThrow(() -> Errors.noReader(source.reader(), Readers.kinds()))
        .with(source.options());
  }

  /**
   * Reads a file.
   *
   * @param name what items and asides call the file
   * @throws IOException if the file cannot be read, or the sink throws
   */
  public static void read(
      DocumentSource source, Path file, String name, ReadLimits limits, ItemSink sink)
      throws IOException {
    reader(source).read(file, name, limits, new DocumentItems(source, limits, sink));
  }

  @Override
  public void document(ReadDocument document) throws IOException {
    byte[] text = document.text().getBytes(UTF_8);
    String uri = document.url().isEmpty() ? "id:" + document.id() : document.url();
    if (text.length > limits.maxDocument()) {
      sink.aside(new Aside(document.file(), document.offset(), "record-too-long", "", uri));
      return;
    }
    sink.item(
        new SourceItem(
            source.name(),
            uri,
            SourceItem.OK,
            "text/plain",
            "utf-8",
            text,
            List.of(),
            document.license().isEmpty() ? source.license() : document.license(),
            document.holder().isEmpty() ? source.holder() : document.holder(),
            document.file(),
            document.offset(),
            document.date()));
  }

  @Override
  public void aside(Aside aside) throws IOException {
    sink.aside(aside);
  }

  @Override
  public void skipped(String kind) throws IOException {
    sink.skipped(kind);
  }

  @Override
  public void warning(String warning) throws IOException {
    sink.warning(warning);
  }
}
