package org.estover.licensing.terms.statement;

import org.estover.ledger.book.Account;

/** Where a part of the amount due goes. */
public enum LineKind {
  /** Runs the trust. */
  ADMINISTRATION("administration"),
  /** Is put by for bad years and corrections. */
  RESERVE("reserve"),
  /** Goes back to the commons. */
  COMMONS("commons"),
  /** Is owed to a known rights holder. */
  RIGHTS_HOLDER("rights-holder"),
  /** Waits for a rights holder who is not known yet. */
  UNCLAIMED("unclaimed");

  private final String word;

  LineKind(String word) {
    this.word = word;
  }

  /** The kind as statements write it. */
  public String word() {
    return word;
  }

  /** Whether it is a share of the holders' part. */
  boolean isOfHolders() {
    return this == RIGHTS_HOLDER || this == UNCLAIMED;
  }

  /** The account that is credited; {@code partyId} matters to rights holders only. */
  Account account(String partyId) {
    return switch (this) {
      case ADMINISTRATION -> Account.of("income:administration");
      case RESERVE -> Account.of("liabilities:reserve");
      case COMMONS -> Account.of("liabilities:commons-fund");
      case RIGHTS_HOLDER -> Account.of("liabilities:rights-holders:" + partyId);
      case UNCLAIMED -> Account.of("liabilities:unclaimed");
    };
  }

  static LineKind of(String word) {
    for (LineKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw Errors.unknownKind(word);
  }
}
