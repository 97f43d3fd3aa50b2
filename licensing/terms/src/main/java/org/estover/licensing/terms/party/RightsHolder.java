package org.estover.licensing.terms.party;

/** A payee: whoever holds the rights in documents of a release. */
public record RightsHolder(String id, String name, String contact) implements Party {

  /** The role as the ledger writes it. */
  public static final String ROLE = "rights-holder";

  public RightsHolder {
    Errors.requireNamed(ROLE, name);
  }

  @Override
  public String role() {
    return ROLE;
  }
}
