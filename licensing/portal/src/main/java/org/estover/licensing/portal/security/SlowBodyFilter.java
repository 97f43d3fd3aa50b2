package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.coyote.CloseNowException;
import org.estover.licensing.portal.account.Networks;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps those who send slowly from holding the portal's threads, one of which waits for each body:
 * of one network {@value #MOST_OF_NETWORK} requests with a body are served at once, {@value #MOST}
 * in all, well below the server's 200 threads. Further ones are turned away and their connections
 * ended, unread. Requests without a body are not counted, as the server waits for headers without a
 * thread.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SlowBodyFilter extends OncePerRequestFilter {
  static final int MOST_OF_NETWORK = 60;

  static final int MOST = 120;

  private static final int BUFFER_BYTES = 8192;

  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() <= 0
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
      chain.doFilter(request, response);
      return;
    }
    String network = Networks.of(request.getRemoteAddr());
    if (!enter(network)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      response.setStatus(HttpStatus.REQUEST_TIMEOUT.value());
      response.flushBuffer();
      // Else a thread reads the rest of the body, at the visitor's pace, before it ends this.
      throw new CloseNowException("too many bodies are waited for");
    }
    try {
      chain.doFilter(request, response);
      // What was refused unread is read by the server before the connection's next request.
      drain(request);
    } finally {
      leave(network);
    }
  }

  private static void drain(HttpServletRequest request) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream rest = request.getInputStream();
      while (rest.read(buffer) >= 0) {
        // Nobody wants it.
      }
    } catch (IOException | IllegalStateException e) {
      // The visitor is gone, or the body was read as characters, to its end.
    }
  }

  private synchronized boolean enter(String network) {
    int own = open.getOrDefault(network, 0);
    if (own >= MOST_OF_NETWORK || all >= MOST) {
      return false;
    }
    open.put(network, own + 1);
    all++;
    return true;
  }

  private synchronized void leave(String network) {
    open.computeIfPresent(network, (any, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
