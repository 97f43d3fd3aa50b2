package org.estover.licensing.terms.party;

import java.util.List;

/** The wording of this package's refusals. */
final class Errors {

  private static final int MAX_NAME = 1000;

  private Errors() {}

  static IllegalArgumentException unknownRole(String role, List<String> known) {
    return new IllegalArgumentException(
        "\"" + role + "\" is no role of a party: expected one of " + String.join(", ", known));
  }

  static void requireNamed(String role, String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a "
              + role
              + " needs a name of 1 to "
              + MAX_NAME
              + " characters, found "
              + (name.isBlank() ? "none" : name.length()));
    }
  }

  static IllegalArgumentException shortSalt(int bytes, int least) {
    return new IllegalArgumentException(
        "the salt of party ids has "
            + bytes
            + " bytes: expected at least "
            + least
            + ", or names could be guessed from ids");
  }

  static IllegalArgumentException badPublicKey() {
    return new IllegalArgumentException(
        "no Ed25519 public key: expected 32 bytes in base64, or what \"openssl pkey -pubout\""
            + " writes");
  }

  static IllegalArgumentException badDelegation(String from, String to, String scope) {
    return new IllegalArgumentException(
        "a delegation from "
            + from
            + " to "
            + to
            + " for \""
            + scope
            + "\": expected two parties, a kebab-case word, and a last day that is not before the"
            + " first");
  }
}
