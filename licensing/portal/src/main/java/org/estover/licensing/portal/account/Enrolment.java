package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Lets who is signed in act for a party from now on, also in the session that goes on. */
@Component
public final class Enrolment {
  private final Accounts accounts;

  Enrolment(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The visitor as they are afterwards. */
  public Visitor enrol(
      Visitor visitor,
      String partyId,
      Who role,
      HttpServletRequest request,
      HttpServletResponse response) {
    Visitor now = accounts.actFor(visitor.accountId(), partyId, role).visitor();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(now, null, List.of()));
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    return now;
  }
}
