package org.estover.tokenize.bpe;

/**
 * A token beside the BPE vocabulary.
 *
 * @param special true for markers such as {@code <|endoftext|>}, which ordinary text never turns
 *     into
 * @param normalized whether it is looked for after normalization instead of before
 */
record AddedToken(int id, String content, boolean special, boolean normalized) {
  /** The token by what normalization leaves of its content, as the native library looks for it. */
  AddedToken normalizedBy(Normalization normalization) {
    return new AddedToken(id, normalization.apply(content).toString(), special, normalized);
  }
}
