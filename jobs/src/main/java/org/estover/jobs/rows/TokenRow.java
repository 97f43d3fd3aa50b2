package org.estover.jobs.rows;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of the document in the same row of the file of the same name, as {@code
 * 05-tokenize/tokens} keeps them.
 *
 * @param tokens the ids, little-endian, two or four bytes each as the vocabulary asks; null where
 *     the document was dropped
 * @param count how many tokens, without the end-of-text that a shard adds
 * @param specials how many places in the text look like a special token; they are text
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record TokenRow(byte @Nullable [] tokens, long count, long specials) {
  /** The row of a document that was dropped. */
  public static final TokenRow DROPPED = new TokenRow(null, 0, 0);

  /** The layout of these rows. */
  public static final RowType<TokenRow> TYPE =
      RowType.<TokenRow>named("tokens")
          .optionalBytes("tokens", TokenRow::tokens)
          .int64("count", TokenRow::count)
          .int64("specials", TokenRow::specials)
          .rows(
              at ->
                  new TokenRow(
                      at.optionalBytes("tokens"), at.int64("count"), at.int64("specials")));
}
