package org.estover.licensing.portal.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.estover.licensing.portal.access.RoutedPath;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.terms.identity.ContentId;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a POST that carries an Idempotency-Key as it was answered the first time it was done, and
 * bounds the bodies of all. What was refused or failed is not kept, so that the request can be
 * corrected and sent under the same key. Runs behind the filters that say who asks.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class IdempotencyFilter extends OncePerRequestFilter {
  /** No request of the contract is larger. */
  static final int MOST_BYTES = 1 << 20;

  /** How long an answer may be to be kept, in bytes. */
  private static final int MOST_KEPT = 256 << 10;

  /** The header by which a client names its request. */
  static final String KEY = "Idempotency-Key";

  private final IdempotentRequests requests;
  private final Answers answers;

  IdempotencyFilter(IdempotentRequests requests, Answers answers) {
    this.requests = requests;
    this.answers = answers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !RoutedPath.of(request).startsWith("/v1/")
        || !(request.getMethod().equals("POST") || request.getMethod().equals("PUT"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // The body is here already (security.Bodies), and can be read again.
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      refuse(response, Errors.bodyTooLarge(MOST_BYTES));
      return;
    }
    String key = request.getHeader(KEY);
    if (key == null) {
      chain.doFilter(request, response);
    } else if (!key.matches("[!-~]{1,200}")) {
      refuse(response, Errors.badKey());
    } else {
      once(request, response, chain, key, body);
    }
  }

  private void once(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String key,
      byte[] body)
      throws ServletException, IOException {
    Visitor visitor = Visitors.current();
    // What a token may not ask is not told it either because another token asked it before.
    String scopes = String.join(" ", visitor.scopes());
    String asked = request.getMethod() + " " + RoutedPath.of(request) + "\n" + scopes + "\n";
    String sha256 = ContentId.sha256(asked + ContentId.sha256(body));
    // Those without an account share one name; an answer is for who sends the same request only.
    String own = visitor.isSignedIn() ? key : key + "/" + sha256;
    Optional<IdempotentRequests.Kept> kept;
    try {
      kept = requests.begin(visitor.accountId(), own, sha256);
    } catch (ProblemException e) {
      refuse(response, e);
      return;
    }
    if (kept.isPresent()) {
      repeat(response, kept.get());
      return;
    }
    ContentCachingResponseWrapper written = new ContentCachingResponseWrapper(response);
    boolean lasting = false;
    try {
      chain.doFilter(request, written);
      lasting =
          HttpStatusCode.valueOf(written.getStatus()).is2xxSuccessful()
              && written.getContentSize() <= MOST_KEPT;
    } finally {
      if (!lasting) {
        requests.forget(visitor.accountId(), own);
      }
    }
    if (lasting) {
      String location = written.getHeader(HttpHeaders.LOCATION);
      requests.answered(
          visitor.accountId(),
          own,
          new IdempotentRequests.Kept(
              written.getStatus(),
              location == null ? "" : location,
              written.getContentAsByteArray()));
    }
    written.copyBodyToResponse();
  }

  private static void repeat(HttpServletResponse response, IdempotentRequests.Kept kept)
      throws IOException {
    response.setStatus(kept.status());
    response.setContentType("application/json");
    response.setHeader("Idempotency-Replayed", "true");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!kept.location().isEmpty()) {
      response.setHeader(HttpHeaders.LOCATION, kept.location());
    }
    response.getOutputStream().write(kept.body());
  }

  private void refuse(HttpServletResponse response, ProblemException refusal) throws IOException {
    ResponseEntity<byte[]> answer = answers.problem(refusal.problem());
    response.setStatus(answer.getStatusCode().value());
    response.setContentType(Problems.TYPE.toString());
    byte[] body = answer.getBody();
    if (body != null) {
      response.getOutputStream().write(body);
    }
  }
}
