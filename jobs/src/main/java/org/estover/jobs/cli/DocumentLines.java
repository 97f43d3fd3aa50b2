package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.read.ReadDocument;
import org.estover.jobs.dedupe.Digests;

/**
 * A file of documents, a JSON object a line, as {@code filter}, {@code dedupe} and JSONL sources
 * read it; compressed where its name ends in {@code .gz} or {@code .zst}. What is not known of a
 * document has no field.
 */
final class DocumentLines implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int BUFFER_SIZE = 1 << 16;

  private final JsonGenerator json;

  /**
   * Writes to a file.
   *
   * @param file where to write
   * @param name what the file will be called
   */
  DocumentLines(Path file, String name) throws IOException {
    json = JSON.createGenerator(packed(Files.newOutputStream(file), name));
    json.setRootValueSeparator(null);
  }

  /**
   * A file beside one of lines, called as it is: {@code docs.aside.jsonl} beside {@code
   * docs.jsonl.gz}.
   */
  static Path beside(Path lines, String ending) {
    String name = String.valueOf(lines.getFileName());
    return lines.resolveSibling(
        name.replaceFirst("[.](jsonl|ndjson|json)([.](gz|zstd?))?$", "") + ending);
  }

  /**
   * A document.
   *
   * @param url where it was found, {@code id:} and what its record calls it, or ""
   * @param title what it is called, or ""
   * @param language a BCP 47 tag, or ""
   * @param license an SPDX expression, or ""
   * @param file the name of the file that it was found in
   * @param offset its place there
   */
  record Line(
      String url,
      String title,
      String text,
      String language,
      String license,
      String file,
      long offset) {}

  /**
   * Writes other lines to a file, compressed as this class does.
   *
   * @param unfinished where to write
   * @param file what it will be called
   */
  static Writer writer(Path unfinished, Path file) throws IOException {
    OutputStream packed = packed(Files.newOutputStream(unfinished), file.toString());
    return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
  }

  private static OutputStream packed(OutputStream file, String name) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return new GZIPOutputStream(file, BUFFER_SIZE);
    }
    if (lower.endsWith(".zst") || lower.endsWith(".zstd")) {
      return new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(file), BUFFER_SIZE);
    }
    return new BufferedOutputStream(file, BUFFER_SIZE);
  }

  /**
   * Adds a document, under the id that a run gives it whose source has no name.
   *
   * @return the bytes of its text
   */
  long add(Line line) throws IOException {
    byte[] utf8 = line.text.getBytes(StandardCharsets.UTF_8);
    DocumentId id = DocumentId.of("", line.url, Digests.sha256(utf8));
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    known("url", line.url);
    known("title", line.title);
    written("text", line.text);
    known("language", line.language);
    known("license", line.license);
    known("file", line.file);
    json.writeNumberField("offset", line.offset);
    json.writeEndObject();
    json.writeRaw('\n');
    return utf8.length;
  }

  /** Adds a document that a reader found, under the id that its source gives it. */
  void add(ReadDocument document) throws IOException {
    json.writeStartObject();
    written("id", document.id());
    known("url", document.url());
    known("title", document.title());
    written("text", document.text());
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
      written(name, value);
    }
  }

  /** Half a character, as JSON may hold it, is written as its bytes: a question mark. */
  private void written(String name, String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    json.writeStringField(name, new String(utf8, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
