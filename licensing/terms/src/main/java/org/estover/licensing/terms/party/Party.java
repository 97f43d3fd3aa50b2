package org.estover.licensing.terms.party;

import java.util.List;

/**
 * Somebody the trust deals with, in one role.
 *
 * <p>The log knows a party by its {@link #id()} only; name and contact stand in the vault and can
 * be erased there.
 */
public sealed interface Party permits Operator, Developer, RightsHolder, Auditor {

  /** The pseudonymous id, {@code pty_} and 32 hex digits. */
  String id();

  /** The name under which the party deals. */
  String name();

  /** How to reach the party, or empty. */
  String contact();

  /** The role, as the ledger writes it. */
  String role();

  /** The roles in the order of their importance to a reader. */
  List<String> ROLES = List.of(Operator.ROLE, Developer.ROLE, RightsHolder.ROLE, Auditor.ROLE);

  /**
   * The party of that role.
   *
   * @throws IllegalArgumentException if there is no such role; the message names those there are
   */
  static Party of(String role, String id, String name, String contact) {
    return switch (role) {
      case Operator.ROLE -> new Operator(id, name, contact);
      case Developer.ROLE -> new Developer(id, name, contact);
      case RightsHolder.ROLE -> new RightsHolder(id, name, contact);
      case Auditor.ROLE -> new Auditor(id, name, contact);
      default -> throw Errors.unknownRole(role, ROLES);
    };
  }
}
