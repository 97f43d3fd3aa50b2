package org.estover.licensing.portal.api;

import org.springframework.http.HttpStatus;

/**
 * A request that is answered with a problem (RFC 9457) instead of what it asked for. The message is
 * the problem's detail: what, where, expected and found, and the cure.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String name;
  private final String field;

  /**
   * A refusal.
   *
   * @param status the answer's status
   * @param name the kind of problem, which the page about the API explains
   * @param field the field or parameter that it is about, or ""
   * @param detail what was wrong, and the cure
   */
  public ProblemException(HttpStatus status, String name, String field, String detail) {
    super(detail);
    this.status = status;
    this.name = name;
    this.field = field;
  }

  HttpStatus status() {
    return status;
  }

  /** The problem as those who ask see it. */
  ProblemJson problem() {
    return ProblemJson.of(
        status, name, String.valueOf(getMessage()), field.isEmpty() ? null : field);
  }
}
