package org.estover.licensing.portal.download;

/** A link that opens nothing; the message says why and what to do, for whoever followed it. */
final class LinkRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  LinkRefusedException(String message) {
    super(message);
  }
}
