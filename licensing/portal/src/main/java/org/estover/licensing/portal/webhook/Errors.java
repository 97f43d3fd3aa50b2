package org.estover.licensing.portal.webhook;

import org.estover.licensing.portal.api.ProblemException;
import org.springframework.http.HttpStatus;

/** What is refused about endpoints, in words. */
final class Errors {
  private Errors() {}

  static ProblemException address(String detail) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "address-refused",
        "url",
        detail + "; give an https address on the public internet");
  }

  static ProblemException tooMany(int most) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "field-invalid",
        "",
        "this account has " + most + " endpoints, which is the most; remove one first");
  }

  static ProblemException field(String field, String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "field-invalid", field, detail);
  }

  static ProblemException noDelivery(String id) {
    return new ProblemException(
        HttpStatus.NOT_FOUND, "not-found", "", "this endpoint has no delivery " + id);
  }
}
