package org.estover.licensing.portal.api;

import org.estover.ledger.LedgerRefusedException;
import org.estover.licensing.terms.TermsRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** Answers the refusals of routes for programs as problems. */
@RestControllerAdvice(
    basePackages = {
      "org.estover.licensing.portal.api",
      "org.estover.licensing.portal.webhook",
      "org.estover.licensing.portal.monitoring"
    })
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Problems {
  private final Answers answers;

  Problems(Answers answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> problem(ProblemException e) {
    return answers.problem(e.problem());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(TermsRefusedException e) {
    return answers.problem(
        ProblemJson.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "terms-refused",
            String.valueOf(e.getMessage()),
            null));
  }

  /** Sums are exact, and end where 64 bits do. */
  @ExceptionHandler
  ResponseEntity<byte[]> uncountable(ArithmeticException e) {
    return answers.problem(
        ProblemJson.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "request-invalid",
            "the request's numbers come to more than can be counted, 18 digits; look for a digit"
                + " too many",
            null));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> busy(LedgerRefusedException e) {
    ResponseEntity<byte[]> answer =
        answers.problem(
            ProblemJson.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "ledger-busy",
                "the ledger is being written by another process; repeat the request in some"
                    + " seconds",
                null));
    HttpHeaders headers = new HttpHeaders(answer.getHeaders());
    headers.add(HttpHeaders.RETRY_AFTER, "5");
    return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> nobody(AuthenticationException e) {
    ResponseEntity<byte[]> answer =
        answers.problem(
            ProblemJson.of(
                HttpStatus.UNAUTHORIZED,
                "token-missing",
                "this route needs a token: Authorization: Bearer est_...; make one at"
                    + " /account/tokens",
                null));
    HttpHeaders headers = new HttpHeaders(answer.getHeaders());
    headers.add(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> denied(AccessDeniedException e) {
    return answers.problem(
        ProblemJson.of(
            HttpStatus.FORBIDDEN, "not-open", "this route is not open to your account", null));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> status(ResponseStatusException e) {
    HttpStatus status = HttpStatus.valueOf(e.getStatusCode().value());
    boolean absent = status == HttpStatus.NOT_FOUND;
    return answers.problem(
        ProblemJson.of(
            status,
            absent ? "not-found" : "request-invalid",
            absent ? "there is nothing here, or it is not yours to see" : status.getReasonPhrase(),
            null));
  }

  @ExceptionHandler({
    org.springframework.web.bind.ServletRequestBindingException.class,
    org.springframework.web.HttpMediaTypeException.class,
    org.springframework.web.method.annotation.MethodArgumentTypeMismatchException.class,
    org.springframework.http.converter.HttpMessageNotReadableException.class
  })
  ResponseEntity<byte[]> malformed(Exception e) {
    HttpStatus status =
        e instanceof ErrorResponse response
            ? HttpStatus.valueOf(response.getStatusCode().value())
            : HttpStatus.BAD_REQUEST;
    String detail = "a parameter or the body has not the form that /v1/docs says";
    if (e instanceof ErrorResponse response && response.getBody().getDetail() != null) {
      detail = String.valueOf(response.getBody().getDetail());
    }
    return answers.problem(ProblemJson.of(status, "request-invalid", detail, null));
  }

  /** The type of a problem's body. */
  static final MediaType TYPE = MediaType.APPLICATION_PROBLEM_JSON;
}
