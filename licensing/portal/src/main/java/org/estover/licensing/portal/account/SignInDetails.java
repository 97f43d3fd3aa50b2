package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * What comes with an address and a password when one signs in.
 *
 * @param code of the authenticator app, or a recovery code, or ""
 * @param network the network that asks, see {@link Networks}
 */
record SignInDetails(String code, String network) {

  private static final int LONGEST = 40;

  static SignInDetails of(HttpServletRequest request) {
    String code = Objects.requireNonNullElse(request.getParameter("code"), "").strip();
    return new SignInDetails(
        code.length() > LONGEST ? "" : code, Networks.of(request.getRemoteAddr()));
  }

  /** Without the code. */
  @Override
  public String toString() {
    return "SignInDetails[" + network + "]";
  }
}
