package org.estover.licensing.portal.access;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asks.
 *
 * @param accountId id of the account, or "" of who is not signed in
 * @param name what the account is called
 * @param roles what the account is: developer, rights holder, auditor, operator
 * @param partyId the party that the account acts for, or ""
 * @param scopes what the token may do by which a program asks; "*" for a person
 * @param tokenId id of that token, or "" for a person
 * @param purpose the purpose that the token is bound to, or "" for any
 */
public record Visitor(
    String accountId,
    String name,
    Set<Who> roles,
    String partyId,
    Set<String> scopes,
    String tokenId,
    String purpose) {

  /** Somebody who is not signed in. */
  public static final Visitor ANYBODY = new Visitor("", "", Set.of(), "", Set.of("*"));

  public Visitor {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  /** A person, or nobody. */
  public Visitor(
      String accountId, String name, Set<Who> roles, String partyId, Set<String> scopes) {
    this(accountId, name, roles, partyId, scopes, "", "");
  }

  /** Whether a program asks, by a token. */
  public boolean isProgram() {
    return !tokenId.isEmpty();
  }

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return !accountId.isEmpty();
  }

  /** Whether the account has a role. */
  public boolean is(Who role) {
    return switch (role) {
      case EVERYBODY -> true;
      case ACCOUNT -> isSignedIn();
      case DEVELOPER, RIGHTS_HOLDER, AUDITOR, OPERATOR -> roles.contains(role);
    };
  }

  /** Whether the account acts for a party. */
  public boolean actsFor(String party) {
    return !party.isEmpty() && party.equals(partyId);
  }

  /** Whether a token allows what needs a scope. */
  public boolean may(String scope) {
    return scopes.contains("*") || scopes.contains(scope);
  }
}
