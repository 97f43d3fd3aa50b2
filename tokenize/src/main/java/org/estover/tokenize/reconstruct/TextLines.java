package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a small file of UTF-8 that a person wrote. A byte order mark before the first, which
 * some editors put there, is not part of it.
 */
final class TextLines {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextLines() {}

  /**
   * Reads a file.
   *
   * @param limit its most bytes
   * @throws StudyException if it has more, or bytes that are no UTF-8, whose line is named
   */
  static List<String> read(Path file, long limit) throws IOException {
    long size = Files.size(file);
    if (size > limit) {
      throw Errors.tooLarge(file, size, limit);
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(left).toString();
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      long line = 1;
      for (int i = 0; i < left.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw Errors.noUtf8(file, line);
    }
  }
}
