package org.estover.jobs.stage;

/** Why a document is a duplicate of its survivor. */
enum DuplicateRule {
  /** Same source, URI and text: it is the same document, met twice. */
  SAME_ID("duplicate-id"),
  /** Equal content. */
  EXACT("exact-duplicate"),
  /** Similar content, or similar to something that is similar to it, and so on. */
  NEAR("near-duplicate");

  private final String label;

  DuplicateRule(String label) {
    this.label = label;
  }

  /** The rule's name in verdicts and reports. */
  String label() {
    return label;
  }

  /** Some bytes, and this rule as one byte after them. */
  byte[] after(byte[] bytes) {
    return Bytes.join(bytes, new byte[] {(byte) ordinal()});
  }

  /** The rule that {@link #after} put behind the bytes. */
  static DuplicateRule last(byte[] bytes) {
    return values()[bytes[bytes.length - 1]];
  }
}
