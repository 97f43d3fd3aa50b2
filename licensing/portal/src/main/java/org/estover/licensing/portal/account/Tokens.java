package org.estover.licensing.portal.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.log.Hash;
import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.TokenReader;
import org.estover.licensing.portal.access.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tokens of programs: {@code est_}, 16 hex digits that name it, and 43 characters of base64url
 * that prove it. Those are 256 random bits, of which only the SHA-256 is kept. Thread-safe.
 */
@Component
public final class Tokens implements TokenReader, Ownership {
  /** How long a token lives at most. */
  public static final Duration LONGEST = Duration.ofDays(366);

  /** How many tokens that work an account may have. */
  static final int MOST = 50;

  private static final Pattern FORM = Pattern.compile("est_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  private final JdbcClient database;
  private final Accounts accounts;
  private final Authenticators authenticators;
  private final SecureRandom entropy;
  private final Clock clock;

  Tokens(
      JdbcClient database,
      Accounts accounts,
      Authenticators authenticators,
      SecureRandom entropy,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.entropy = entropy;
    this.clock = clock;
  }

  /**
   * A token that was just made.
   *
   * @param token what is kept of it
   * @param secret the whole of it, to be shown once
   */
  public record Made(ApiToken token, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Made[" + token.id() + "]";
    }
  }

  /**
   * Makes a token for an account.
   *
   * @throws IllegalArgumentException if the account has too many, or the life is too long
   */
  public Made create(
      String accountId, String name, Set<String> scopes, String purpose, Duration life) {
    if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a life of " + life + "; at most " + LONGEST);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (isFull(accountId)) {
      throw new IllegalArgumentException("has " + MOST + " tokens; revoke one first");
    }
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    entropy.nextBytes(id);
    entropy.nextBytes(secret);
    ApiToken token =
        new ApiToken(
            HexFormat.of().formatHex(id),
            accountId,
            name,
            scopes,
            purpose,
            now,
            now.plus(life),
            null,
            false);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    database
        .sql(
            "insert into api_token (id, account_id, name, secret_sha256, scopes, purpose, created,"
                + " expires, revoked) values (?, ?, ?, ?, ?, ?, ?, ?, false)")
        .params(
            token.id(),
            accountId,
            name,
            digest(text),
            String.join(" ", token.scopes()),
            purpose,
            OffsetDateTime.ofInstant(token.created(), ZoneOffset.UTC),
            OffsetDateTime.ofInstant(token.expires(), ZoneOffset.UTC))
        .update();
    return new Made(token, "est_" + token.id() + "_" + text);
  }

  @Override
  public Optional<Visitor> visitor(String token) {
    Matcher form = FORM.matcher(token);
    if (!form.matches() || !isCanonical(form.group(2))) {
      return Optional.empty();
    }
    Optional<Stored> found =
        database
            .sql("select * from api_token where id = ?")
            .param(form.group(1))
            .query((row, number) -> new Stored(token(row), row.getString("secret_sha256")))
            .optional();
    Instant now = clock.instant();
    if (found.isEmpty()
        || !equal(found.get().sha256(), digest(form.group(2)))
        || !found.get().token().isOpen(now)) {
      return Optional.empty();
    }
    ApiToken known = found.get().token();
    // Whoever has to have an authenticator and has none does nothing, by token as by password.
    Optional<Account> account =
        accounts
            .byId(known.accountId())
            .filter(Account::active)
            .filter(owner -> !owner.needsAuthenticator() || authenticators.isConfirmed(owner.id()));
    account.ifPresent(owner -> used(known, now));
    return account.map(
        owner ->
            new Visitor(
                owner.id(),
                owner.name(),
                owner.roles(),
                owner.partyId(),
                known.scopes(),
                known.id(),
                known.purpose()));
  }

  private record Stored(ApiToken token, String sha256) {}

  /** The last character carries four bits only, so there are other texts of the same bytes. */
  private static boolean isCanonical(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
  }

  private void used(ApiToken token, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    if (token.lastUsed() == null || token.lastUsed().isBefore(minute)) {
      database
          .sql("update api_token set last_used = ? where id = ?")
          .params(OffsetDateTime.ofInstant(minute, ZoneOffset.UTC), token.id())
          .update();
    }
  }

  /** The tokens of an account, newest first. */
  public List<ApiToken> of(String accountId) {
    return database
        .sql("select * from api_token where account_id = ? order by created desc, id")
        .param(accountId)
        .query((row, number) -> token(row))
        .list();
  }

  /** Whether an account has as many tokens that work as it may have. */
  boolean isFull(String accountId) {
    Instant now = clock.instant();
    return of(accountId).stream().filter(token -> token.isOpen(now)).count() >= MOST;
  }

  /** Whether the token of an id is there and works still. */
  public boolean isOpen(String id) {
    return database
        .sql("select * from api_token where id = ?")
        .param(id)
        .query((row, number) -> token(row))
        .optional()
        .filter(token -> token.isOpen(clock.instant()))
        .isPresent();
  }

  /** Ends a token at once. */
  public void revoke(String id) {
    database.sql("update api_token set revoked = true where id = ?").param(id).update();
  }

  /** Ends all of an account's. */
  void revokeAll(String accountId) {
    database
        .sql("update api_token set revoked = true where account_id = ?")
        .param(accountId)
        .update();
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.TOKEN || kind == ThingKind.OWN_ACCOUNT;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) {
    return switch (kind) {
      case TOKEN ->
          visitor.isSignedIn()
              && of(visitor.accountId()).stream().anyMatch(token -> token.id().equals(id));
      case OWN_ACCOUNT -> visitor.isSignedIn() && visitor.accountId().equals(id);
      default -> throw new IllegalArgumentException(kind + " is not an account's");
    };
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime used = row.getObject("last_used", OffsetDateTime.class);
    return new ApiToken(
        row.getString("id"),
        row.getString("account_id"),
        row.getString("name"),
        new TreeSet<>(List.of(row.getString("scopes").split(" "))),
        row.getString("purpose"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        used == null ? null : used.toInstant(),
        row.getBoolean("revoked"));
  }

  private static String digest(String secret) {
    return Hash.sha256(secret.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
