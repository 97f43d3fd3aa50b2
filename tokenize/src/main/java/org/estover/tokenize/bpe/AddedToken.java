package org.estover.tokenize.bpe;

/**
 * A token beside the BPE vocabulary.
 *
 * @param special true for markers such as {@code <|endoftext|>}, which text never turns into
 * @param normalized whether it is looked for after normalization instead of before
 */
record AddedToken(int id, String content, boolean special, boolean normalized) {}
