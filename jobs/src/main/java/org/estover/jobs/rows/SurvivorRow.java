package org.estover.jobs.rows;

/**
 * The verdict of {@code 04-dedupe} on the document in the same row of the file of the same name.
 *
 * @param rule {@code duplicate-id}, {@code duplicate-url}, {@code exact-duplicate} or {@code
 *     near-duplicate}, {@code nothing-left} where 04 cuts all of it, {@code dropped-before} where
 *     03 dropped the document, {@code held-out} where it is held out for validation, empty where it
 *     is kept
 * @param survivor the 16-byte id of the document that stays in its place; empty unless a duplicate
 * @param similarity the exact Jaccard similarity of their shingles, four places; empty unless a
 *     duplicate, and of a duplicate by its URL, which is never compared
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record SurvivorRow(boolean keep, String rule, byte[] survivor, String similarity) {
  private static final byte[] NONE = {};

  /** The verdict on what stays. */
  public static final SurvivorRow KEEP = new SurvivorRow(true, "", NONE, "");

  /** The verdict on what an earlier stage dropped. */
  public static final SurvivorRow DROPPED_BEFORE =
      new SurvivorRow(false, "dropped-before", NONE, "");

  /** Whether the document is no duplicate: it stays, or could stand in place of another one. */
  public boolean stoodLast() {
    return keep || isHeldOut() || rule.equals(NOTHING_LEFT.rule);
  }

  /** Whether the document is held out for validation. */
  public boolean isHeldOut() {
    return rule.equals(HELD_OUT.rule);
  }

  /** The verdict on what stays in place of its cluster, and is held out for validation. */
  public static final SurvivorRow HELD_OUT = new SurvivorRow(false, "held-out", NONE, "");

  /** The verdict on what stays in place of its cluster, and all of which is cut. */
  public static final SurvivorRow NOTHING_LEFT = new SurvivorRow(false, "nothing-left", NONE, "");

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
