package org.estover.jobs.rows;

/**
 * The verdict of {@code 03-filter} on the document in the same row of the file of the same name.
 *
 * @param rule the rule that dropped it, or empty
 * @param reason what the rule found, or empty
 */
public record VerdictRow(boolean keep, String rule, String reason) {
  /** The verdict on what stays. */
  public static final VerdictRow KEEP = new VerdictRow(true, "", "");

  /** The layout of these rows. */
  public static final RowType<VerdictRow> TYPE =
      RowType.<VerdictRow>named("verdict")
          .flag("keep", VerdictRow::keep)
          .text("rule", VerdictRow::rule)
          .text("reason", VerdictRow::reason)
          .rows(at -> new VerdictRow(at.flag("keep"), at.text("rule"), at.text("reason")));
}
