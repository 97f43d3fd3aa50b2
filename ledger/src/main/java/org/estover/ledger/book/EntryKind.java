package org.estover.ledger.book;

/**
 * What a journal entry does to the balances.
 *
 * <p>An amount can be set aside first and be moved later, or not at all: a pending entry counts in
 * the pending balances only, until a later entry names it and posts it, voids it or lets it expire.
 * Each happens by an entry in the log, never by a clock alone.
 */
public enum EntryKind {
  /** Moves its amounts at once. */
  ENTRY("entry"),

  /** Moves the amounts of an earlier entry back, all of them. */
  REVERSAL("reversal"),

  /** Sets amounts aside until a last day. */
  PENDING("pending"),

  /** Moves what a pending entry set aside, or a part of it; the rest is free again. */
  POST("post"),

  /** Frees what a pending entry set aside. */
  VOID("void"),

  /** Frees what a pending entry set aside, because its last day is over. */
  EXPIRY("expiry");

  private final String word;

  EntryKind(String word) {
    this.word = word;
  }

  /** The word for it in formats and messages. */
  public String word() {
    return word;
  }

  /** The kind of that word. */
  public static EntryKind of(String word) {
    for (EntryKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("\"" + word + "\" is no kind of journal entry");
  }

  /** Whether its postings count in the balances of accounts. */
  public boolean isPosted() {
    return this == ENTRY || this == REVERSAL || this == POST;
  }

  /** Whether it ends a pending entry. */
  public boolean endsPending() {
    return this == POST || this == VOID || this == EXPIRY;
  }

  /** Whether it names an earlier entry. */
  public boolean hasTarget() {
    return this == REVERSAL || endsPending();
  }

  /** Whether it has no postings of its own. */
  boolean isBare() {
    return this == VOID || this == EXPIRY;
  }
}
