package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which the answer, the error page and the log's lines bear. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RequestIds extends OncePerRequestFilter {
  static final String NAME = "requestId";
  private static final int BYTES = 8;

  private final SecureRandom entropy;

  RequestIds(SecureRandom entropy) {
    this.entropy = entropy;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] random = new byte[BYTES];
    entropy.nextBytes(random);
    String id = "req_" + HexFormat.of().formatHex(random);
    request.setAttribute(NAME, id);
    response.setHeader("X-Request-Id", id);
    // Left there for what the server itself logs of the request after this; the next one replaces
    // it.
    MDC.put(NAME, id);
    chain.doFilter(request, response);
  }

  static String of(HttpServletRequest request) {
    return request.getAttribute(NAME) instanceof String id ? id : "";
  }
}
