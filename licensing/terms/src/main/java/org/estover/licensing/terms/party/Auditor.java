package org.estover.licensing.terms.party;

/** A party that checks the ledger and gets payloads opened. */
record Auditor(String id, String name, String contact) implements Party {

  /** The role as the ledger writes it. */
  public static final String ROLE = "auditor";

  public Auditor {
    Errors.requireNamed(ROLE, name);
  }

  @Override
  public String role() {
    return ROLE;
  }
}
