package org.estover.licensing.portal.access;

/** Those to whom a route is open. */
public enum Who {
  /** Everybody, signed in or not. */
  EVERYBODY,
  /** Whoever has an account. */
  ACCOUNT,
  /** Who trains models under agreements. */
  DEVELOPER,
  /** Who is paid for texts. */
  RIGHTS_HOLDER,
  /** Who checks the trust from outside; reads all, writes nothing. */
  AUDITOR,
  /** Who runs the trust. */
  OPERATOR
}
