package org.estover.jobs.stage;

/** Why a document is a duplicate of its survivor. */
enum DuplicateRule {
  /** Same source, URI and text: it is the same document, met twice. */
  SAME_ID(0, "duplicate-id"),
  /** Equal content. */
  EXACT(1, "exact-duplicate"),
  /** Similar content, or similar to something that is similar to it, and so on. */
  NEAR(2, "near-duplicate"),
  /** The same URL, whatever they say. */
  URL(3, "duplicate-url");

  private final byte code;
  private final String label;

  DuplicateRule(int code, String label) {
    this.code = (byte) code;
    this.label = label;
  }

  /** The rule's name in verdicts and reports. */
  String label() {
    return label;
  }

  /** Some bytes, and this rule as one byte after them. */
  byte[] after(byte[] bytes) {
    return Bytes.join(bytes, new byte[] {code});
  }

  /** The rule that {@link #after} put behind the bytes. */
  static DuplicateRule last(byte[] bytes) {
    byte code = bytes[bytes.length - 1];
    for (DuplicateRule rule : values()) {
      if (rule.code == code) {
        return rule;
      }
    }
    throw new AssertionError(code);
  }
}
