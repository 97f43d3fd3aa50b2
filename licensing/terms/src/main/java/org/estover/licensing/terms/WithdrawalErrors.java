package org.estover.licensing.terms;

/** The wording of what withdrawals and notices refuse. */
final class WithdrawalErrors {

  private WithdrawalErrors() {}

  static TermsRefusedException unknownDocument(String documentId) {
    return new TermsRefusedException(
        "no published release holds document "
            + documentId
            + ": check the id, or withdraw its URL, which also keeps it out of later releases");
  }

  static TermsRefusedException nothingToWithdraw(String request) {
    return new TermsRefusedException(
        "\""
            + request
            + "\" is neither a URL, nor a host, nor a document id, which is doc_ and 32 hexadecimal"
            + " digits: nothing was taken down");
  }

  static TermsRefusedException unseen(String request) {
    return new TermsRefusedException(
        "no published release holds \""
            + request
            + "\": check how it is written, or say with --unseen that it shall stay out of all"
            + " later releases; nothing was taken down");
  }
}
