package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estover.licensing.portal.access.AccessRules;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.account.Networks;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityLog;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records every request that changed something and every one that was refused, by its route: paths
 * and parameters may hold codes that open something, so they are not written down. Where nothing
 * can be recorded any more, nothing is changed any more.
 */
final class ActivityFilter extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpStatus.UNAUTHORIZED.value(),
          HttpStatus.FORBIDDEN.value(),
          HttpStatus.TOO_MANY_REQUESTS.value());

  private final ActivityLog activity;
  private final SealedSecrets secrets;
  private final RateLimits limits;

  ActivityFilter(ActivityLog activity, SealedSecrets secrets, RateLimits limits) {
    this.activity = activity;
    this.secrets = secrets;
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean writes = !READING.contains(request.getMethod());
    if (writes && activity.segments().isStopped()) {
      response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
      return;
    }
    Visitor before = Visitors.current();
    chain.doFilter(request, response);
    int status = response.getStatus();
    Object foreign = request.getAttribute(AccessRules.REFUSED);
    Visitor visitor = before.isSignedIn() ? before : Visitors.current();
    if (REFUSALS.contains(status) || foreign != null) {
      // Who is refused without end must not fill the disk and the ledger with it.
      if (limits.mayBeRecorded(RateLimits.key(visitor, request))) {
        String kind = foreign == null ? "" : foreign.toString();
        record(request, visitor, "access.refuse", status, kind);
      }
    } else if (writes && status < HttpStatus.BAD_REQUEST.value() && !route(request).isEmpty()) {
      record(request, visitor, action(request), status, "");
    }
  }

  private void record(
      HttpServletRequest request, Visitor visitor, String action, int status, String kind)
      throws IOException {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("method", request.getMethod());
    evidence.put("status", Integer.toString(status));
    evidence.put("request", RequestIds.of(request));
    evidence.put("network", secrets.mark("network", Networks.of(request.getRemoteAddr())));
    if (!kind.isEmpty()) {
      evidence.put("foreign", kind.toLowerCase(Locale.ROOT));
    }
    activity.record(Activity.by(visitor, action, route(request)).with(evidence));
  }

  /** The pattern of the route, without what its variables stood for. */
  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null || pattern.equals("/**") ? "" : pattern.toString();
  }

  /** The first and the last word of a route: {@code POST /account/tokens/{token}/revoke}. */
  private static String action(HttpServletRequest request) {
    List<String> words = new ArrayList<>();
    for (String part : route(request).split("/", -1)) {
      if (part.matches("[a-z][a-z0-9-]*") && !part.equals("v1")) {
        words.add(part);
      }
    }
    if (words.isEmpty()) {
      return "page.change";
    }
    String last = words.size() > 1 ? words.get(words.size() - 1) : "change";
    return words.get(0) + "." + last;
  }
}
