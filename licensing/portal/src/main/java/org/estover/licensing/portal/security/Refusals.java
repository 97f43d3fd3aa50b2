package org.estover.licensing.portal.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.estover.ledger.LedgerRefusedException;
import org.estover.licensing.terms.TermsRefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns what the trust refuses into an answer that says why. Only what the terms and the ledger say
 * is shown: their texts are written for the person who asks. Of anything else the log has the
 * reason, under the request's id, and the answer nothing but that id.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
final class Refusals implements HandlerExceptionResolver {
  /** The attribute under which the error page finds the text. */
  static final String TEXT = Refusals.class.getName() + ".text";

  private static final String RETRY_SECONDS = "5";
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    Throwable cause =
        thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
    if (cause instanceof TermsRefusedException refused) {
      return answer(request, response, HttpStatus.CONFLICT, refused.getMessage());
    }
    if (cause instanceof LedgerRefusedException refused) {
      LOG.warn("request={} ledger refused: {}", RequestIds.of(request), refused.getMessage());
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, refused.getMessage());
    }
    if (cause instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, "");
    }
    if (cause instanceof IOException) {
      LOG.error("request={} could not be answered", RequestIds.of(request), cause);
      return answer(request, response, HttpStatus.INTERNAL_SERVER_ERROR, "");
    }
    return null;
  }

  private static ModelAndView answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      @Nullable String text) {
    request.setAttribute(TEXT, text == null ? "" : text);
    try {
      response.sendError(status.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelAndView();
  }
}
