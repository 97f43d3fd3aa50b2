package org.estover.licensing.portal.operator;

/**
 * A proposal is not confirmed; nothing was done. The message is the key of a text that says why.
 */
final class ProposalRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ProposalRefusedException(String key) {
    super(key);
  }

  /** The key. */
  String key() {
    return String.valueOf(getMessage());
  }
}
