package org.estover.licensing.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.account.Networks;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads what is sent with a request, whole and before anything else is done for it, or refuses it:
 * what is longer than {@link #MOST_BYTES}, takes longer than {@link #LONGEST}, or comes while too
 * many others are read. One of the server's 200 threads waits for each body, so that whoever sends
 * slowly would hold them all: {@value #OF_NETWORK} are read at once of one network, and {@value
 * #ALL} in all. Requests without a body are not counted, as the server waits for headers without a
 * thread.
 *
 * <p>What is refused stays unread: the server answers, and ends the connection instead of reading
 * on at the sender's pace ({@code server.tomcat.max-swallow-size}). Texts of forms and addresses
 * are held to {@link PlainText} here, for all routes at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class Bodies extends OncePerRequestFilter {
  /** The longest body, in bytes; a little more than the API takes, which says so in its words. */
  static final int MOST_BYTES = (1 << 20) + 1;

  /** How long a body may take in all; a read that waits is ended by the server's own limit. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  static final int OF_NETWORK = 20;

  static final int ALL = 120;

  private static final int BUFFER_BYTES = 8192;
  private static final String RETRY_SECONDS = "5";

  private final Clock clock;
  private final Map<String, Integer> reading = new HashMap<>();
  private int all;

  Bodies(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest whole = request;
    if (request.getContentLengthLong() > MOST_BYTES) {
      refuse(response, HttpStatus.CONTENT_TOO_LARGE);
      return;
    }
    if (request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      String network = Networks.of(request.getRemoteAddr());
      HttpStatus refusal = enter(network);
      if (refusal != HttpStatus.OK) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        refuse(response, refusal);
        return;
      }
      try {
        whole = new WholeRequest(request, read(request.getInputStream(), clock));
      } catch (SocketTimeoutException e) {
        refuse(response, HttpStatus.REQUEST_TIMEOUT);
        return;
      } catch (TooLongException e) {
        refuse(response, HttpStatus.CONTENT_TOO_LARGE);
        return;
      } catch (IOException e) {
        // Whoever sent it is gone, or sent chunks that are none.
        refuse(response, HttpStatus.BAD_REQUEST);
        return;
      } catch (IllegalArgumentException | InvalidParameterException e) {
        request.setAttribute(Refusals.TEXT, "the form cannot be read: " + e.getMessage());
        refuse(response, HttpStatus.BAD_REQUEST);
        return;
      } finally {
        leave(network);
      }
    }
    String refusal = refusal(whole);
    if (refusal.isEmpty()) {
      chain.doFilter(whole, response);
    } else {
      request.setAttribute(Refusals.TEXT, refusal);
      response.sendError(HttpStatus.BAD_REQUEST.value());
    }
  }

  /** Says why, and that the connection ends: what was sent may still be on its way. */
  private static void refuse(HttpServletResponse response, HttpStatus status) throws IOException {
    // Where the connection broke, the server has given up on an answer.
    if (!response.isCommitted()) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      response.sendError(status.value());
    }
  }

  /** A body is longer than any that is asked for here. */
  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("the body is longer than " + MOST_BYTES + " bytes");
    }
  }

  /**
   * All that comes.
   *
   * @throws SocketTimeoutException if it takes too long
   * @throws IOException if it is too long
   */
  static byte[] read(InputStream in, Clock clock) throws IOException {
    Instant end = clock.instant().plus(LONGEST);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    int got = in.read(buffer);
    while (got >= 0) {
      body.write(buffer, 0, got);
      if (body.size() > MOST_BYTES) {
        throw new TooLongException();
      }
      if (clock.instant().isAfter(end)) {
        throw new SocketTimeoutException("the body took longer than " + LONGEST);
      }
      got = in.read(buffer);
    }
    return body.toByteArray();
  }

  /** Why the parameters cannot be taken, "" where they can. */
  private static String refusal(HttpServletRequest request) {
    try {
      for (Map.Entry<String, String[]> sent : request.getParameterMap().entrySet()) {
        OptionalInt wrong = PlainText.wrongIn(sent.getKey() + String.join("", sent.getValue()));
        if (wrong.isPresent()) {
          return PlainText.refusal(wrong.getAsInt());
        }
      }
      return "";
    } catch (InvalidParameterException e) {
      return "the address cannot be read: " + e.getMessage();
    }
  }

  private synchronized HttpStatus enter(String network) {
    int own = reading.getOrDefault(network, 0);
    if (own >= OF_NETWORK) {
      return HttpStatus.TOO_MANY_REQUESTS;
    }
    if (all >= ALL) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    reading.put(network, own + 1);
    all++;
    return HttpStatus.OK;
  }

  private synchronized void leave(String network) {
    reading.computeIfPresent(network, (any, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
