package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or standard input, of a JSON object in UTF-8 per line; blank lines are passed over.
 */
final class JsonLines implements Closeable {
  private final String name;

  /** Bytes, each as a char. */
  private final BufferedReader reader;

  private long number;

  private JsonLines(String name, BufferedReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** Opens a file, or without one standard input. */
  static JsonLines open(Surroundings around, @Nullable Path file) throws IOException {
    if (file == null) {
      return new JsonLines(
          "standard input",
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1)));
    }
    Path path = around.path(file);
    return new JsonLines(
        around.shown(path), Files.newBufferedReader(path, StandardCharsets.ISO_8859_1));
  }

  String name() {
    return name;
  }

  /** The number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /** The text of the next line {@code {"text": ...}}, null at the end. */
  @Nullable String text() throws IOException {
    String expected = "{\"text\": \"...\"}";
    String line = next();
    if (line == null) {
      return null;
    }
    JsonNode text = member(line, "text", expected);
    if (!text.isTextual()) {
      throw Errors.badLine(name, number, expected, line);
    }
    return text.textValue();
  }

  /** The ids of the next line {@code {"ids": [...]}}, null at the end. */
  int @Nullable [] ids() throws IOException {
    String expected = "{\"ids\": [1, 2]}";
    String line = next();
    if (line == null) {
      return null;
    }
    JsonNode array = member(line, "ids", expected);
    int[] ids = new int[array.size()];
    for (int i = 0; i < ids.length; i++) {
      if (!array.path(i).isInt()) {
        throw Errors.badLine(name, number, expected, line);
      }
      ids[i] = array.path(i).intValue();
    }
    if (!array.isArray()) {
      throw Errors.badLine(name, number, expected, line);
    }
    return ids;
  }

  private @Nullable String next() throws IOException {
    String line = reader.readLine();
    number++;
    while (line != null && line.isBlank()) {
      line = reader.readLine();
      number++;
    }
    return line == null ? null : decoded(line);
  }

  /** A line of bytes as UTF-8: so late, because a decoder of all bytes would not know the line. */
  private String decoded(String bytes) throws UsageException {
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw Errors.noUtf8(name, number);
    }
  }

  private JsonNode member(String line, String member, String expected) throws UsageException {
    try {
      return Json.MAPPER.readTree(line).path(member);
    } catch (JsonProcessingException e) {
      throw Errors.badLine(name, number, expected, line);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
