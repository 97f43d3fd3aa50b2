package org.estover.licensing.terms.certificate;

/** Whether what was stated under an agreement is paid; amounts are nobody else's business. */
public enum PaymentState {
  /** No month was stated yet. */
  NOTHING_STATED("nothing-stated", "nothing was stated yet"),
  /** Nothing is open of any month that was stated. */
  PAID_UP("paid-up", "all that was stated is paid"),
  /** Something is open. */
  OPEN("open", "something that was stated is not paid");

  private final String word;
  private final String meaning;

  PaymentState(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The word of certificates. */
  public String word() {
    return word;
  }

  /** The same, for people. */
  public String meaning() {
    return meaning;
  }

  /** The state of that word. */
  static PaymentState of(String word) {
    for (PaymentState payments : values()) {
      if (payments.word.equals(word)) {
        return payments;
      }
    }
    throw Errors.unknownPayments(word);
  }
}
