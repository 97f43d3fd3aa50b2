package org.estover.licensing.portal.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.log.Hash;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Who;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One-time links by which accounts are made: the first two operators', which the portal prints when
 * it starts without them, and those that operators give to others. Of a link's code the database
 * has the SHA-256 only, so it is shown once. Thread-safe.
 */
@Component
public final class Invitations {
  /** How long a link to an operator's or auditor's account works. */
  static final Duration SHORT = Duration.ofHours(24);

  /** How long the others work. */
  static final Duration LONG = Duration.ofDays(7);

  /** How many operators are made by links of the console: as many as it takes to admit others. */
  static final int FIRST = 2;

  private static final int CODE_BYTES = 32;

  private final JdbcClient database;
  private final Accounts accounts;
  private final PortalSettings settings;
  private final SecureRandom entropy;
  private final Clock clock;

  Invitations(
      JdbcClient database,
      Accounts accounts,
      PortalSettings settings,
      SecureRandom entropy,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.settings = settings;
    this.entropy = entropy;
    this.clock = clock;
  }

  /**
   * What an invitation makes of who takes it.
   *
   * @param role what the account will be
   * @param partyId the party that it will act for, or ""
   * @param invitedBy the account of the operator who made the link, or "" of the portal's console
   */
  record Invitation(Who role, String partyId, String invitedBy) {

    /** Whether two operators have to admit who takes it. */
    boolean needsAdmission() {
      return !invitedBy.isEmpty() && Admissions.isNeeded(role, partyId);
    }
  }

  /**
   * The links by which the first {@value #FIRST} operators make their accounts, as many as are
   * missing: what operators do takes two, and one that could invite the other would be both. Links
   * that were printed before do not work any more.
   */
  public List<URI> forFirstOperators() {
    database.sql("delete from invitation where invited_by = ''").update();
    List<URI> links = new ArrayList<>();
    for (long known = accounts.operators(); known < FIRST; known++) {
      links.add(create(Who.OPERATOR, "", ""));
    }
    return List.copyOf(links);
  }

  /** Makes a link, to be shown once. */
  URI create(Who role, String partyId, String invitedBy) {
    byte[] random = new byte[CODE_BYTES];
    entropy.nextBytes(random);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Duration life = role == Who.OPERATOR || role == Who.AUDITOR ? SHORT : LONG;
    database
        .sql(
            "insert into invitation (code_sha256, role, party_id, invited_by, expires)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            digest(code),
            role.name(),
            partyId,
            invitedBy,
            OffsetDateTime.ofInstant(clock.instant().plus(life), ZoneOffset.UTC))
        .update();
    return settings.publicUrl().resolve("/welcome/" + code);
  }

  /** What a code invites to; nothing where it was used, has expired or never was. */
  Optional<Invitation> find(String code) {
    return database
        .sql("select * from invitation where code_sha256 = ? and expires > ?")
        .params(digest(code), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Invitation(
                    Who.valueOf(row.getString("role")),
                    row.getString("party_id"),
                    row.getString("invited_by")))
        .optional()
        .filter(found -> !found.invitedBy().isEmpty() || accounts.operators() < FIRST);
  }

  /** Uses a code up; false where somebody else was faster. */
  boolean use(String code) {
    return database
            .sql("delete from invitation where code_sha256 = ? and expires > ?")
            .params(digest(code), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Ends the links that an account gave out. */
  void endAll(String invitedBy) {
    database.sql("delete from invitation where invited_by = ?").param(invitedBy).update();
  }

  private static String digest(String code) {
    return Hash.sha256(code.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
