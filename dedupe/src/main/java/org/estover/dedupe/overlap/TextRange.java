package org.estover.dedupe.overlap;

/**
 * A range of a text, in characters (UTF-16) and in bytes of its UTF-8.
 *
 * @param startChar the first character
 * @param endChar the character behind the last
 * @param startByte the first byte; a lone surrogate is one byte, as {@code String.getBytes} has it
 * @param endByte the byte behind the last
 */
public record TextRange(int startChar, int endChar, long startByte, long endByte) {
  public TextRange {
    if (startChar < 0 || endChar < startChar || startByte < 0 || endByte < startByte) {
      throw new IllegalArgumentException(
          "no range: " + startChar + "-" + endChar + ", bytes " + startByte + "-" + endByte);
    }
  }
}
