package org.estover.ledger;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a ledger takes from its surroundings.
 *
 * @param clock gives entries their time; the log never lets time go back
 * @param entropy makes salts and the signing key
 * @param indexUrl JDBC address of the index: a PostgreSQL or H2 URL, or empty for the embedded H2
 *     database in the ledger's {@code index/} folder
 * @param indexUser user of that database, empty for the embedded one
 * @param indexPassword its password; never shown
 */
public record LedgerSettings(
    Clock clock, SecureRandom entropy, String indexUrl, String indexUser, String indexPassword) {

  /** Settings with the embedded index. */
  public static LedgerSettings of(Clock clock, SecureRandom entropy) {
    return new LedgerSettings(clock, entropy, "", "", "");
  }

  /** These settings with another database for the index. */
  public LedgerSettings withIndex(String url, String user, String password) {
    return new LedgerSettings(clock, entropy, url, user, password);
  }

  @Override
  public String toString() {
    return "LedgerSettings[index=" + (indexUrl.isEmpty() ? "embedded" : "external") + "]";
  }
}
