package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.licensing.portal.access.TokenReader;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a program ask by {@code Authorization: Bearer est_...}. Such a request has no session: its
 * cookies are not looked at, nothing is kept, and it needs no CSRF token, since no other site can
 * make a browser send such a header.
 */
final class BearerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";

  /** Hugging Face's client takes only tokens that begin so; before one of ours it means nothing. */
  private static final Pattern HUB = Pattern.compile("^hf_(?=est_)");

  private final TokenReader tokens;
  private final RateLimits limits;

  BearerFilter(TokenReader tokens, RateLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** Whether a request comes by a token, and so by nothing else. */
  static boolean isBearer(HttpServletRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
    Optional<Visitor> visitor =
        limits.mayTryToken(request)
            ? tokens.visitor(HUB.matcher(given.substring(SCHEME.length()).strip()).replaceFirst(""))
            : Optional.empty();
    if (visitor.isEmpty()) {
      limits.wrongToken(request);
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(visitor.get(), null, List.of()));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  /** The error page shows the visitor, too. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return true;
  }
}
