package org.estover.tokenize.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A token beside the BPE vocabulary.
 *
 * @param special true for markers such as {@code <|endoftext|>}, which ordinary text never turns
 *     into
 * @param normalized whether it is looked for after normalization instead of before
 */
record AddedToken(int id, String content, boolean special, boolean normalized)
    implements Comparable<AddedToken> {
  /** By id. */
  @Override
  public int compareTo(AddedToken other) {
    return Integer.compare(id, other.id);
  }

  /** The token by what normalization leaves of its content, as the native library looks for it. */
  AddedToken normalizedBy(Normalization normalization) {
    byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(utf8, utf8.length + Utf8Text.PADDING);
    return normalization.mayChange(padded, 0, utf8.length)
        ? new AddedToken(id, normalization.apply(content).toString(), special, normalized)
        : this;
  }
}
