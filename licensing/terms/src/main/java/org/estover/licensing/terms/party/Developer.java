package org.estover.licensing.terms.party;

/** A licensee: trains models on releases and shares the revenue. */
public record Developer(String id, String name, String contact) implements Party {

  /** The role as the ledger writes it. */
  public static final String ROLE = "developer";

  public Developer {
    Errors.requireNamed(ROLE, name);
  }

  @Override
  public String role() {
    return ROLE;
  }
}
