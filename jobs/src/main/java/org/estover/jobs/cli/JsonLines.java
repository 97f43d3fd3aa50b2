package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or standard input, of a JSON object per line; blank lines are passed over, and so
 * is a byte order mark before the first.
 */
final class JsonLines implements Closeable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;
  private final InputStream in;
  private byte[] line = new byte[1 << 13];
  private long number;

  private JsonLines(String name, InputStream in) {
    this.name = name;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** Opens a file, or without one standard input. */
  static JsonLines open(Surroundings around, @Nullable Path file) throws IOException {
    if (file == null) {
      return new JsonLines("standard input", System.in);
    }
    Path path = around.path(file);
    return new JsonLines(around.shown(path), Files.newInputStream(path));
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
    String next = line();
    while (next != null && next.isBlank()) {
      next = line();
    }
    return next;
  }

  private @Nullable String line() throws IOException {
    number++;
    int size = 0;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (size == line.length) {
        line = Arrays.copyOf(line, Math.multiplyExact(2, size));
      }
      line[size++] = (byte) b;
    }
    try {
      // Other bytes would become U+FFFD, and so other ids, without a word.
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, size)).toString();
      return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
          ? text.substring(1)
          : text;
    } catch (CharacterCodingException e) {
      throw Errors.noUtf8(name, number);
    }
  }

  /** Whether there is one more line that is not blank. */
  boolean hasMore() throws IOException {
    return next() != null;
  }

  private JsonNode member(String text, String member, String expected) throws UsageException {
    try {
      return READER.readTree(text).path(member);
    } catch (JsonProcessingException e) {
      throw Errors.badLine(name, number, expected, text);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
