package org.estover.licensing.portal.account;

import java.time.Instant;
import java.util.Set;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;

/**
 * Somebody who may sign in.
 *
 * @param id {@code acc_} and 32 hex digits
 * @param email address, lower case, by which one signs in
 * @param name what it is called
 * @param roles what it is: developer, rights holder, auditor, operator
 * @param partyId the party it acts for, or ""
 * @param passwordHash Argon2id, or "" where nobody can sign in by password yet
 * @param created when it was made
 * @param active whether it may sign in
 */
public record Account(
    String id,
    String email,
    String name,
    Set<Who> roles,
    String partyId,
    String passwordHash,
    Instant created,
    boolean active) {

  public Account {
    roles = Set.copyOf(roles);
  }

  /** Whether what it may do is worth a second factor. */
  public boolean needsAuthenticator() {
    return roles.contains(Who.OPERATOR) || roles.contains(Who.AUDITOR);
  }

  /** The account as who asks. */
  public Visitor visitor() {
    return new Visitor(id, name, roles, partyId, Set.of("*"));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
