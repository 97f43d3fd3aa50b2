package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.access.Who;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Lets who is signed in act for a party from now on, also in the session that goes on. */
@Component
public final class Enrolment {
  private final Accounts accounts;
  private final Admissions admissions;
  private final PasswordSignIn signIn;

  Enrolment(Accounts accounts, Admissions admissions, PasswordSignIn signIn) {
    this.accounts = accounts;
    this.admissions = admissions;
    this.signIn = signIn;
  }

  /**
   * Whether an account may act for parties: operators and auditors act for none, also before they
   * have the authenticator that makes them so, nor does who waits to be admitted.
   */
  public boolean isOpenTo(Visitor visitor) {
    return accounts
            .byId(visitor.accountId())
            .filter(account -> !account.needsAuthenticator())
            .isPresent()
        && admissions.of(visitor.accountId()).isEmpty();
  }

  /** The visitor as they are afterwards. */
  public Visitor enrol(
      Visitor visitor,
      String partyId,
      Who role,
      HttpServletRequest request,
      HttpServletResponse response) {
    // Who still has to set up an authenticator does not get around it by acting for a party, too.
    Authentication authentication =
        signIn.signedIn(accounts.actFor(visitor.accountId(), partyId, role));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    return Visitors.current();
  }
}
