package org.estover.licensing.terms.agreement;

/** What a license asks of who uses a document under it. */
public enum Duty {
  /** Author, source and license are named. */
  ATTRIBUTION("attribution"),
  /** What is made of it is given on under the same license only. */
  SHARE_ALIKE("share-alike");

  private final String word;

  Duty(String word) {
    this.word = word;
  }

  /** The duty as the table of licenses writes it. */
  public String word() {
    return word;
  }
}
