package org.estover.licensing.portal.account;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.estover.ledger.log.Hash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second factor of accounts: codes of an authenticator app (RFC 6238, six digits, 30 seconds),
 * each good once, and recovery codes for who lost the app. Thread-safe.
 */
@Component
public class Authenticators {
  private static final int SECRET_BYTES = 20;
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LETTERS = 16;
  private static final int GROUP = 4;

  /** A code may come from the step before or after: clocks differ, and people type. */
  private static final int DRIFT = 1;

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LETTER_BITS = 5;

  private final JdbcClient database;
  private final SealedSecrets secrets;
  private final SecureRandom entropy;
  private final Clock clock;
  private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();

  Authenticators(JdbcClient database, SealedSecrets secrets, SecureRandom entropy, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.entropy = entropy;
    this.clock = clock;
  }

  /** What is kept of an authenticator; the secret is shared, and nobody changes it. */
  private static final class Stored {
    private final byte[] secret;
    private final boolean confirmed;

    Stored(byte[] secret, boolean confirmed) {
      this.secret = secret;
      this.confirmed = confirmed;
    }

    byte[] secret() {
      return secret;
    }

    boolean confirmed() {
      return confirmed;
    }
  }

  /** Whether an account has to give a code. */
  public boolean isConfirmed(String accountId) {
    return stored(accountId).map(Stored::confirmed).orElse(false);
  }

  /** The secret to put into the app, a new one where none waits to be confirmed. */
  @Transactional
  public byte[] proposed(String accountId) {
    Optional<Stored> known = stored(accountId);
    if (known.isPresent()) {
      if (known.get().confirmed()) {
        throw new IllegalStateException("has an authenticator already");
      }
      return known.get().secret();
    }
    byte[] secret = new byte[SECRET_BYTES];
    entropy.nextBytes(secret);
    keep(accountId, secret, false);
    return secret;
  }

  /** Gives an account an authenticator that is in use already. */
  @Transactional
  public void enrol(String accountId, byte[] secret) {
    remove(accountId);
    keep(accountId, secret, true);
  }

  private void keep(String accountId, byte[] secret, boolean confirmed) {
    database
        .sql(
            "insert into authenticator (account_id, secret, confirmed, last_step)"
                + " values (?, ?, ?, 0)")
        .params(accountId, secrets.seal(purpose(accountId), secret), confirmed)
        .update();
  }

  /**
   * Takes the proposed authenticator into use.
   *
   * @return recovery codes, to be shown once; none where the code is wrong
   */
  @Transactional
  public List<String> confirm(String accountId, String code) {
    Optional<Stored> known = stored(accountId);
    if (known.isEmpty() || known.get().confirmed() || !acceptsCode(accountId, known.get(), code)) {
      return List.of();
    }
    database
        .sql("update authenticator set confirmed = true where account_id = ?")
        .param(accountId)
        .update();
    return freshRecoveryCodes(accountId);
  }

  private List<String> freshRecoveryCodes(String accountId) {
    database.sql("delete from recovery_code where account_id = ?").param(accountId).update();
    List<String> fresh = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code = recoveryCode();
      fresh.add(code);
      database
          .sql("insert into recovery_code (account_id, code_sha256) values (?, ?)")
          .params(accountId, digest(plain(code)))
          .update();
    }
    return List.copyOf(fresh);
  }

  private String recoveryCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < RECOVERY_LETTERS; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(entropy.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Whether a code of the app, or a recovery code, is right; uses it up. */
  @Transactional
  public boolean accepts(String accountId, String code) {
    Optional<Stored> known = stored(accountId).filter(Stored::confirmed);
    if (known.isEmpty()) {
      return false;
    }
    return acceptsCode(accountId, known.get(), code)
        || database
                .sql("delete from recovery_code where account_id = ? and code_sha256 = ?")
                .params(accountId, digest(plain(code)))
                .update()
            == 1;
  }

  private boolean acceptsCode(String accountId, Stored known, String code) {
    byte[] given = plain(code).getBytes(StandardCharsets.UTF_8);
    long now = clock.instant().getEpochSecond() / codes.getTimeStep().toSeconds();
    boolean accepted = false;
    for (long step = now - DRIFT; step <= now + DRIFT; step++) {
      boolean right =
          MessageDigest.isEqual(
              code(known.secret(), step).getBytes(StandardCharsets.US_ASCII), given);
      // The row decides of two that come at once: a code is good once, and none before it is.
      if (right
          && !accepted
          && database
                  .sql(
                      "update authenticator set last_step = ?"
                          + " where account_id = ? and last_step < ?")
                  .params(step, accountId, step)
                  .update()
              == 1) {
        accepted = true;
      }
    }
    return accepted;
  }

  private String code(byte[] secret, long step) {
    try {
      return codes.generateOneTimePasswordString(
          new SecretKeySpec(secret, codes.getAlgorithm()),
          Instant.ofEpochSecond(step * codes.getTimeStep().toSeconds()),
          Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("not a secret of an authenticator", e);
    }
  }

  /** Takes an account's authenticator and recovery codes away. */
  @Transactional
  public void remove(String accountId) {
    database.sql("delete from recovery_code where account_id = ?").param(accountId).update();
    database.sql("delete from authenticator where account_id = ?").param(accountId).update();
  }

  /** How many recovery codes an account has left. */
  public int recoveryCodes(String accountId) {
    return database
        .sql("select count(*) from recovery_code where account_id = ?")
        .param(accountId)
        .query(Integer.class)
        .single();
  }

  /** The secret as people type it: base32 (RFC 4648), in groups of four letters. */
  static String shown(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte one : secret) {
      buffer = buffer << Byte.SIZE | Byte.toUnsignedInt(one);
      bits += Byte.SIZE;
      while (bits >= LETTER_BITS) {
        bits -= LETTER_BITS;
        text.append(ALPHABET.charAt(buffer >> bits & ALPHABET.length() - 1));
        buffer &= (1 << bits) - 1;
      }
    }
    return text.toString().replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** The address by which an app on the same machine takes the secret. */
  static String address(String trust, String email, byte[] secret) {
    return "otpauth://totp/"
        + encoded(trust)
        + ":"
        + encoded(email)
        + "?secret="
        + shown(secret).replace(" ", "")
        + "&issuer="
        + encoded(trust);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Optional<Stored> stored(String accountId) {
    return database
        .sql("select * from authenticator where account_id = ?")
        .param(accountId)
        .query(
            (row, number) ->
                new Stored(
                    secrets.open(purpose(accountId), row.getString("secret")),
                    row.getBoolean("confirmed")))
        .optional();
  }

  private static String purpose(String accountId) {
    return "authenticator of " + accountId;
  }

  private static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }

  private static String digest(String code) {
    return Hash.sha256(code.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
