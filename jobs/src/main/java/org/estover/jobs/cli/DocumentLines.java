package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.crawl.read.ReadDocument;

/**
 * A file of documents, one a line: {@code id}, {@code url}, {@code title}, {@code text}, {@code
 * language}, {@code license}, {@code holder}, {@code date}, {@code file} and {@code offset}. What
 * is not known of a document has no field.
 */
final class DocumentLines implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  /** Begins a file. */
  DocumentLines(Path file) throws IOException {
    json = JSON.createGenerator(Files.newBufferedWriter(file));
    json.setRootValueSeparator(null);
  }

  void write(ReadDocument document) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", document.id());
    known("url", document.url());
    known("title", document.title());
    json.writeStringField("text", document.text());
    known("language", document.language());
    known("license", document.license());
    known("holder", document.holder());
    known("date", document.date());
    known("file", document.file());
    json.writeNumberField("offset", document.offset());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void known(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
