package org.estover.licensing.portal.account;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** What follows when somebody signed in, failed to, or signed out; each is recorded. */
@Component
public final class SignInOutcome
    implements AuthenticationSuccessHandler,
        AuthenticationFailureHandler,
        LogoutHandler,
        AuthenticationDetailsSource<HttpServletRequest, Object> {
  private static final String RETRY_SECONDS = "5";
  private static final int BROWSER_LETTERS = 120;

  private final Sessions sessions;
  private final Accounts accounts;
  private final SealedSecrets secrets;
  private final ActivityLog activity;
  private final RecordLimit limit;
  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final SavedRequestAwareAuthenticationSuccessHandler onwards =
      new SavedRequestAwareAuthenticationSuccessHandler();

  SignInOutcome(
      Sessions sessions,
      Accounts accounts,
      SealedSecrets secrets,
      ActivityLog activity,
      RecordLimit limit,
      RequestCache paths) {
    onwards.setRequestCache(paths);
    this.sessions = sessions;
    this.accounts = accounts;
    this.secrets = secrets;
    this.activity = activity;
    this.limit = limit;
  }

  @Override
  public Object buildDetails(HttpServletRequest request) {
    return SignInDetails.of(request);
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException, ServletException {
    if (authentication.getPrincipal() instanceof Visitor visitor) {
      begin(request, visitor);
      if (visitor.roles().isEmpty() && mustEnrol(visitor)) {
        response.sendRedirect(request.getContextPath() + "/account/authenticator");
        return;
      }
    }
    onwards.onAuthenticationSuccess(request, response, authentication);
  }

  /** Signs somebody in who has just proved to be that account, in a session with a new id. */
  void signIn(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    renew(request, response, authentication);
    if (authentication.getPrincipal() instanceof Visitor visitor) {
      begin(request, visitor);
    }
  }

  private void renew(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    request.getSession();
    request.changeSessionId();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
  }

  /** Records that a session begins, and takes it up. */
  private void begin(HttpServletRequest request, Visitor visitor) throws IOException {
    activity.record(
        Activity.by(visitor, "session.start", visitor.accountId()).with(network(request)));
    sessions.begin(request.getSession(), visitor.accountId(), browser(request));
    // Its password took its time: an account that was ended meanwhile had no session to end yet.
    if (accounts.byId(visitor.accountId()).filter(Account::active).isEmpty()) {
      sessions.endOthers(visitor.accountId(), "");
    }
  }

  private boolean mustEnrol(Visitor visitor) {
    return accounts.byId(visitor.accountId()).map(Account::needsAuthenticator).orElse(false);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    if (exception instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    boolean wait = exception instanceof LockedException;
    if (limit.takesFrom(request)) {
      String account =
          accounts
              .byEmail(Objects.requireNonNullElse(request.getParameter("username"), ""))
              .map(Account::id)
              .orElse("");
      activity.record(
          Activity.by(Visitor.ANYBODY, wait ? "session.throttle" : "session.refuse", account)
              .with(network(request)));
    }
    response.sendRedirect(request.getContextPath() + (wait ? "/sign-in?wait" : "/sign-in?error"));
  }

  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    if (authentication != null && authentication.getPrincipal() instanceof Visitor visitor) {
      try {
        activity.record(
            Activity.by(visitor, "session.end", visitor.accountId()).with(network(request)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Map<String, String> network(HttpServletRequest request) {
    return Map.of("network", secrets.mark("network", Networks.of(request.getRemoteAddr())));
  }

  private static String browser(HttpServletRequest request) {
    String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    return PlainText.cut(agent, BROWSER_LETTERS);
  }
}
