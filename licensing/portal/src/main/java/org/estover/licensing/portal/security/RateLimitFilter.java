package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.estover.licensing.portal.access.RoutedPath;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.account.Throttle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every visitor to what {@link RateLimits} allows, and says in each answer how much is left,
 * in the headers of the IETF's draft (RateLimit, RateLimit-Policy).
 */
final class RateLimitFilter extends OncePerRequestFilter {
  private final RateLimits limits;

  RateLimitFilter(RateLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = RoutedPath.of(request);
    if (!RateLimits.isFree(path)) {
      RateLimits.Kind kind = RateLimits.kind(path);
      Throttle.Try went = limits.take(kind, RateLimits.key(Visitors.current(), request));
      Duration until = went.allowed() ? went.full() : went.next();
      // Rounded up: who waits that long is let through.
      long seconds = until.plusNanos(Duration.ofSeconds(1).toNanos() - 1).toSeconds();
      response.setHeader("RateLimit-Policy", limits.policy(kind));
      response.setHeader("RateLimit", '"' + kind.word() + "\";r=" + went.left() + ";t=" + seconds);
      if (!went.allowed()) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
