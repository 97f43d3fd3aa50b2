package org.estover.jobs.rows;

/**
 * The verdict of {@code 04-dedupe} on the document in the same row of the file of the same name.
 *
 * @param rule {@code duplicate-id}, {@code exact-duplicate} or {@code near-duplicate}, {@code
 *     nothing-left} where 04 cuts all of it, {@code dropped-before} where 03 dropped the document,
 *     empty where it is kept
 * @param survivor the 16-byte id of the document that stays in its place; empty unless a duplicate
 * @param similarity the exact Jaccard similarity of their shingles, four places; empty unless a
 *     duplicate
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record SurvivorRow(boolean keep, String rule, byte[] survivor, String similarity) {
  private static final byte[] NONE = {};

  /** The verdict on what stays. */
  public static final SurvivorRow KEEP = new SurvivorRow(true, "", NONE, "");

  /** The verdict on what an earlier stage dropped. */
  public static final SurvivorRow DROPPED_BEFORE =
      new SurvivorRow(false, "dropped-before", NONE, "");

  /** The layout of these rows. */
  public static final RowType<SurvivorRow> TYPE =
      RowType.<SurvivorRow>named("survivor")
          .flag("keep", SurvivorRow::keep)
          .text("rule", SurvivorRow::rule)
          .bytes("survivor", SurvivorRow::survivor)
          .text("similarity", SurvivorRow::similarity)
          .rows(
              at ->
                  new SurvivorRow(
                      at.flag("keep"),
                      at.text("rule"),
                      at.bytes("survivor"),
                      at.text("similarity")));
}
