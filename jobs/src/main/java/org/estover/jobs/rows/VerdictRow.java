package org.estover.jobs.rows;

/**
 * The verdict of {@code 03-filter} on the document in the same row of the file of the same name.
 *
 * @param rule the rule that dropped it, or empty
 * @param reason what the rule found, or empty
 * @param rights the name of what its signals declare, before silence is decided
 * @param rightsReason which signal that rests on
 * @param offer where a license is offered, if the signals name one, else empty
 * @param decision the id of the decision about its rights; empty where none was asked for
 */
public record VerdictRow(
    boolean keep,
    String rule,
    String reason,
    String rights,
    String rightsReason,
    String offer,
    String decision) {
  /** The verdict on what stays. */
  public static final VerdictRow KEEP = new VerdictRow(true, "", "");

  /** The layout of these rows. */
  public static final RowType<VerdictRow> TYPE =
      RowType.<VerdictRow>named("verdict")
          .flag("keep", VerdictRow::keep)
          .text("rule", VerdictRow::rule)
          .text("reason", VerdictRow::reason)
          .text("rights", VerdictRow::rights)
          .text("rights_reason", VerdictRow::rightsReason)
          .text("offer", VerdictRow::offer)
          .largeText("decision", VerdictRow::decision)
          .rows(
              at ->
                  new VerdictRow(
                      at.flag("keep"),
                      at.text("rule"),
                      at.text("reason"),
                      at.text("rights"),
                      at.text("rights_reason"),
                      at.text("offer"),
                      at.text("decision")));

  /** A verdict where nobody asked for rights. */
  public VerdictRow(boolean keep, String rule, String reason) {
    this(keep, rule, reason, "", "", "", "");
  }

  /** The same of a document that another rule drops. */
  public VerdictRow dropped(String byRule, String forReason) {
    return new VerdictRow(false, byRule, forReason, rights, rightsReason, offer, decision);
  }
}
