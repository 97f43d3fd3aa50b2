package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.portal.account.Networks;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies of requests that are longer than anything that is asked for here, before any of it
 * is kept in memory. The server's own limit is of forms that are posted only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class BodyLimit extends OncePerRequestFilter {
  /** The longest body, in bytes; a little more than the API takes, which says so in its words. */
  static final int MOST = (1 << 20) + 1;

  /** How many bodies one network may be sending at once: each that comes slowly holds a thread. */
  static final int AT_ONCE = 20;

  private final ConcurrentHashMap<String, Integer> sending = new ConcurrentHashMap<>();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST) {
      response.setHeader("Connection", "close");
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
      return;
    }
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    if (!chunked && request.getContentLengthLong() <= 0) {
      chain.doFilter(request, response);
      return;
    }
    String network = Networks.of(request.getRemoteAddr());
    try {
      if (sending.merge(network, 1, Integer::sum) > AT_ONCE) {
        response.setHeader("Retry-After", "5");
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        return;
      }
      // Where the length is not said ahead, it is known when it is too much.
      chain.doFilter(chunked ? new Limited(request) : request, response);
    } finally {
      sending.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {
    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream());
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private long read;

    Counted(ServletInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int got = in.read(into, from, length);
      count(Math.max(got, 0));
      return got;
    }

    private void count(int got) throws IOException {
      read += got;
      if (read > MOST) {
        throw new IOException("the body is longer than " + MOST + " bytes");
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
