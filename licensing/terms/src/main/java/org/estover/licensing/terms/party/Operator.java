package org.estover.licensing.terms.party;

/** The trust itself, as a party to its own agreements. */
public record Operator(String id, String name, String contact) implements Party {

  /** The role as the ledger writes it. */
  public static final String ROLE = "trust";

  public Operator {
    Errors.requireNamed(ROLE, name);
  }

  @Override
  public String role() {
    return ROLE;
  }
}
