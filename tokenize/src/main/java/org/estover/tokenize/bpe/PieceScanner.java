package org.estover.tokenize.bpe;

/** Cuts UTF-8 into the pieces of a pattern, which merges never cross. */
interface PieceScanner {
  /**
   * The end of the piece that starts at {@code from}.
   *
   * @param text valid UTF-8 with at least {@link Utf8Text#PADDING} bytes behind {@code end}
   * @param end counts as the end of the text, whatever stands behind it
   */
  int pieceEnd(byte[] text, int from, int end);
}
