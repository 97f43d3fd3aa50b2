package org.estover.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger takes from its surroundings.
 *
 * @param clock gives entries their time; the log never lets time go back
 * @param entropy makes salts and the signing key
 * @param indexUrl JDBC address of the index: a PostgreSQL or H2 URL, or empty for the embedded H2
 *     database in the ledger's {@code index/} folder
 * @param indexUser user of that database, empty for the embedded one
 * @param indexPassword its password; never shown
 * @param newest the file, outside of the ledger's folder, that keeps the newest checkpoint so that
 *     an old backup put back refuses to sign; null to do without
 */
public record LedgerSettings(
    Clock clock,
    SecureRandom entropy,
    String indexUrl,
    String indexUser,
    String indexPassword,
    @Nullable Path newest) {

  /** Settings with the embedded index, and without a file for the newest checkpoint. */
  public static LedgerSettings of(Clock clock, SecureRandom entropy) {
    return new LedgerSettings(clock, entropy, "", "", "", null);
  }

  /** These settings with another database for the index. */
  public LedgerSettings withIndex(String url, String user, String password) {
    return new LedgerSettings(clock, entropy, url, user, password, newest);
  }

  /** These settings with a file that keeps the newest checkpoint. */
  public LedgerSettings withNewest(Path file) {
    return new LedgerSettings(clock, entropy, indexUrl, indexUser, indexPassword, file);
  }

  @Override
  public String toString() {
    return "LedgerSettings[index=" + (indexUrl.isEmpty() ? "embedded" : "external") + "]";
  }
}
