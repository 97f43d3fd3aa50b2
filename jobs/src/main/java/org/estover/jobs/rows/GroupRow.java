package org.estover.jobs.rows;

/**
 * One member of a duplicate group that did not survive, as {@code 04-dedupe/groups} keeps it, so
 * that a takedown can promote a twin and credit can be shared.
 *
 * @param survivor the 16-byte id of the member that stays
 * @param id the 16-byte id of this member
 * @param rule why it is a duplicate
 * @param similarity the exact Jaccard similarity of its shingles to the survivor's, four places;
 *     empty of a duplicate by its URL
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record GroupRow(
    byte[] survivor,
    byte[] id,
    String rule,
    String similarity,
    String source,
    String uri,
    String license,
    String holder) {

  /** The layout of these rows. */
  public static final RowType<GroupRow> TYPE =
      RowType.<GroupRow>named("group")
          .bytes("survivor", GroupRow::survivor)
          .bytes("id", GroupRow::id)
          .text("rule", GroupRow::rule)
          .text("similarity", GroupRow::similarity)
          .text("source", GroupRow::source)
          .largeText("uri", GroupRow::uri)
          .text("license", GroupRow::license)
          .text("holder", GroupRow::holder)
          .rows(
              at ->
                  new GroupRow(
                      at.bytes("survivor"),
                      at.bytes("id"),
                      at.text("rule"),
                      at.text("similarity"),
                      at.text("source"),
                      at.text("uri"),
                      at.text("license"),
                      at.text("holder")));
}
