package org.estover.jobs.stage;

/** Why a part of a document is cut. Of bytes that several rules cut the first one is charged. */
public enum CutRule {
  /** A line that stands elsewhere. */
  LINE(0, "repeated-line"),
  /** A paragraph that stands elsewhere. */
  PARAGRAPH(1, "repeated-paragraph"),
  /** A passage of so many bytes that stands elsewhere. */
  SPAN(2, "repeated-span");

  private final byte code;
  private final String label;

  CutRule(int code, String label) {
    this.code = (byte) code;
    this.label = label;
  }

  /** What stands for it in rows. */
  byte code() {
    return code;
  }

  /** The rule that a code stands for. */
  static CutRule of(byte code) {
    for (CutRule rule : values()) {
      if (rule.code == code) {
        return rule;
      }
    }
    throw new AssertionError(code);
  }

  /** The rule's name in reports. */
  public String label() {
    return label;
  }
}
