package org.estover.crawl.warc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an index says of one capture.
 *
 * @param url the URL as it was asked for
 * @param timestamp the time of the capture in 14 digits
 * @param mime the media type, {@code warc/revisit} for a revisit, or ""
 * @param status the status code, or ""
 * @param digest the digest of the payload with its algorithm, or ""
 * @param length how many bytes of the file the record takes
 * @param offset where it begins
 * @param filename the file
 */
public record IndexedCapture(
    String url,
    String timestamp,
    String mime,
    String status,
    String digest,
    long length,
    long offset,
    String filename) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final String REVISIT = "warc/revisit";

  /** Whether the record stands for the payload of another one. */
  public boolean isRevisit() {
    return mime.equals(REVISIT);
  }

  /** The same capture under another name of its file. */
  IndexedCapture in(String file) {
    return new IndexedCapture(url, timestamp, mime, status, digest, length, offset, file);
  }

  /** The line of an index. */
  String line() throws IOException {
    StringWriter json = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(json)) {
      out.writeStartObject();
      out.writeStringField("url", url);
      write(out, "mime", mime);
      write(out, "status", status);
      write(out, "digest", digest);
      out.writeStringField("length", Long.toString(length));
      out.writeStringField("offset", Long.toString(offset));
      out.writeStringField("filename", filename);
      out.writeEndObject();
    }
    return Surt.of(url) + ' ' + timestamp + ' ' + json;
  }

  private static void write(JsonGenerator out, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      out.writeStringField(name, value);
    }
  }

  /** Reads a line that any tool wrote; empty where it says of no capture where it lies. */
  static Optional<IndexedCapture> parse(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length < 3 || !parts[1].matches("[0-9]{14}") || !parts[2].startsWith("{")) {
      return Optional.empty();
    }
    Map<String, String> said = new HashMap<>();
    try (JsonParser in = JSON.createParser(parts[2])) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        if (in.nextToken().isScalarValue()) {
          said.put(name, in.getText());
        } else {
          in.skipChildren();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    String length = said.getOrDefault("length", "");
    String offset = said.getOrDefault("offset", "");
    boolean placed = length.matches("[0-9]{1,18}") && offset.matches("[0-9]{1,18}");
    if (!placed || !said.containsKey("url")) {
      return Optional.empty();
    }
    return Optional.of(
        new IndexedCapture(
            said.getOrDefault("url", ""),
            parts[1],
            said.getOrDefault("mime", ""),
            said.getOrDefault("status", ""),
            said.getOrDefault("digest", ""),
            Long.parseLong(length),
            Long.parseLong(offset),
            said.getOrDefault("filename", "")));
  }
}
