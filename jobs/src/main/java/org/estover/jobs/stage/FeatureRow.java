package org.estover.jobs.stage;

import org.estover.jobs.rows.RowType;

/**
 * What 04-dedupe compares of the document in the same row of the file of the same name, computed
 * once and kept until the stage ends.
 *
 * @param vertex the document's {@link Vertex}; empty where it was dropped before
 * @param content the key that equal documents share
 * @param tie digests of what the row states and of its evidence, which decide among rows of one id
 * @param url the key that documents of one URL share; empty where URLs are not looked at
 * @param bands the key of the whole signature and those of its bands, of 8 bytes each; empty where
 *     the text is too short to compare
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
record FeatureRow(byte[] vertex, byte[] content, byte[] tie, byte[] url, byte[] bands) {
  private static final byte[] NONE = {};

  /** The row of a document that was dropped before. */
  static final FeatureRow DROPPED = new FeatureRow(NONE, NONE, NONE, NONE, NONE);

  /** The layout of these rows. */
  static final RowType<FeatureRow> TYPE =
      RowType.<FeatureRow>named("features")
          .bytes("vertex", FeatureRow::vertex)
          .bytes("content", FeatureRow::content)
          .bytes("tie", FeatureRow::tie)
          .bytes("url", FeatureRow::url)
          .bytes("bands", FeatureRow::bands)
          .rows(
              at ->
                  new FeatureRow(
                      at.bytes("vertex"),
                      at.bytes("content"),
                      at.bytes("tie"),
                      at.bytes("url"),
                      at.bytes("bands")));

  boolean kept() {
    return vertex.length > 0;
  }
}
