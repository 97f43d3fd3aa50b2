package org.estover.licensing.portal.api;

import org.springframework.http.HttpStatus;

/** What the API refuses, in words. */
final class Errors {
  private Errors() {}

  static ProblemException field(String field, String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "field-invalid", field, detail);
  }

  static ProblemException missing(String field) {
    return field(field, "\"" + field + "\" is missing; see the request's schema in /v1/docs");
  }

  static ProblemException unreadable(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "body-unreadable", "", detail);
  }

  /** Says the same of what is not there and of what is somebody else's. */
  static ProblemException notYours(String field, String id) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "unknown-id",
        field,
        "\"" + field + "\": there is no " + id + ", or it is not yours; list yours first");
  }

  static ProblemException notFound(String what, String id) {
    return new ProblemException(
        HttpStatus.NOT_FOUND, "not-found", "", "there is no " + what + " " + id);
  }

  static ProblemException noParty() {
    return new ProblemException(
        HttpStatus.FORBIDDEN,
        "no-party",
        "",
        "this account acts for no developer; ask for a license at /licenses first");
  }

  static ProblemException tooMany(int most) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-claims",
        "",
        "claims were sent " + most + " times from this network within an hour; send more later");
  }

  static ProblemException cursor() {
    return field(
        "cursor",
        "this cursor is none that this list gave out; take \"next\" as it is, with the same"
            + " parameters, or begin again without one");
  }

  static ProblemException limit(String found, int most) {
    return field("limit", "\"" + found + "\" is no number of items from 1 to " + most);
  }

  static ProblemException badKey() {
    return new ProblemException(
        HttpStatus.BAD_REQUEST,
        "idempotency-key-invalid",
        "Idempotency-Key",
        "an Idempotency-Key is 1 to 200 printable ASCII characters; take a new UUID per request");
  }

  static ProblemException keyReused() {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "idempotency-key-reused",
        "Idempotency-Key",
        "another request was done under this Idempotency-Key; such keys never expire, so take a"
            + " new one for a new request");
  }

  static ProblemException keyInUse() {
    return new ProblemException(
        HttpStatus.CONFLICT,
        "idempotency-key-in-use",
        "Idempotency-Key",
        "a request with this Idempotency-Key is being answered; repeat it in a second");
  }

  static ProblemException bodyTooLarge(int most) {
    return new ProblemException(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "",
        "the request's body has more than " + most + " bytes");
  }
}
