package org.estover.ledger;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.Hash;
import org.estover.ledger.vault.VaultPayload;

/**
 * A request to record a fact.
 *
 * @param idempotencyKey names the request: a retry carries the same key and gets the same answer; 1
 *     to 200 printable ASCII characters, made of pseudonymous ids, because its digest is public
 * @param fact what happened
 * @param payload what stays private, and the money that the fact moves
 */
public record Append(String idempotencyKey, Fact fact, VaultPayload payload) {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  public Append {
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw Errors.badKey(idempotencyKey);
    }
  }

  /** The digest by which the log names the key, 64 hex digits. */
  public String keyDigest() {
    return keyDigest(idempotencyKey);
  }

  static String keyDigest(String idempotencyKey) {
    String salted = "estover.key.v1\n" + idempotencyKey;
    return Hash.sha256(salted.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
