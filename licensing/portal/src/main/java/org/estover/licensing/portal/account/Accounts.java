package org.estover.licensing.portal.account;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.estover.licensing.portal.access.Who;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The accounts of the portal. Thread-safe. */
@Component
public final class Accounts {
  private static final int ID_BYTES = 16;

  private final JdbcClient database;
  private final PasswordEncoder passwords;
  private final SecureRandom entropy;
  private final Clock clock;

  Accounts(JdbcClient database, PasswordEncoder passwords, SecureRandom entropy, Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.entropy = entropy;
    this.clock = clock;
  }

  /**
   * Makes an account.
   *
   * @param password what it signs in by
   * @throws org.springframework.dao.DuplicateKeyException if the address has one
   */
  public Account create(
      String email, String name, Set<Who> roles, String partyId, String password) {
    return add(email, name, roles, partyId, hashed(password));
  }

  /**
   * What is kept of a password.
   *
   * @throws org.springframework.security.authentication.AuthenticationServiceException if too many
   *     are hashed
   */
  String hashed(String password) {
    return String.valueOf(passwords.encode(password));
  }

  /** Makes an account of whose password there is the hash. */
  Account add(String email, String name, Set<Who> roles, String partyId, String passwordHash) {
    Account account =
        new Account(
            newId(),
            email.strip().toLowerCase(Locale.ROOT),
            name,
            roles,
            partyId,
            passwordHash,
            clock.instant(),
            true);
    database
        .sql(
            "insert into account (id, email, name, roles, party_id, password_hash, created)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            account.id(),
            account.email(),
            account.name(),
            roles.stream().map(Who::name).sorted().collect(Collectors.joining(" ")),
            partyId,
            account.passwordHash(),
            OffsetDateTime.ofInstant(account.created(), ZoneOffset.UTC))
        .update();
    return account;
  }

  /** The account that signs in by an address. */
  public Optional<Account> byEmail(String email) {
    return database
        .sql("select * from account where email = ?")
        .param(email.strip().toLowerCase(Locale.ROOT))
        .query((row, number) -> account(row))
        .optional();
  }

  /** The account of an id. */
  public Optional<Account> byId(String id) {
    return database
        .sql("select * from account where id = ?")
        .param(id)
        .query((row, number) -> account(row))
        .optional();
  }

  /** Lets an account act for a party, in a role; what it had before stays its roles. */
  public Account actFor(String accountId, String partyId, Who role) {
    Account account = byId(accountId).orElseThrow();
    Set<Who> roles = EnumSet.of(role);
    roles.addAll(account.roles());
    database
        .sql("update account set roles = ?, party_id = ? where id = ?")
        .params(
            roles.stream().map(Who::name).sorted().collect(Collectors.joining(" ")),
            partyId,
            accountId)
        .update();
    return byId(accountId).orElseThrow();
  }

  /** All accounts, by their addresses. */
  public List<Account> all() {
    return database
        .sql("select * from account order by email")
        .query((row, number) -> account(row))
        .list();
  }

  /** How many can run the trust. */
  public long operators() {
    return database
        .sql("select count(*) from account where active and roles like ?")
        .param("%" + Who.OPERATOR.name() + "%")
        .query(Long.class)
        .single();
  }

  /** Gives an account these roles and this party, in place of what it had. */
  void makeOf(String id, List<Who> roles, String partyId) {
    database
        .sql("update account set roles = ?, party_id = ? where id = ?")
        .params(
            roles.stream().map(Who::name).sorted().collect(Collectors.joining(" ")), partyId, id)
        .update();
  }

  /** Whether a password is an account's. */
  public boolean isPassword(Account account, String password) {
    return passwords.matches(password, account.passwordHash());
  }

  /** Gives an account another password. */
  public void changePassword(String id, String password) {
    database
        .sql("update account set password_hash = ? where id = ?")
        .params(passwords.encode(password), id)
        .update();
  }

  /** Lets an account sign in, or not any more. */
  public void activate(String id, boolean active) {
    database.sql("update account set active = ? where id = ?").params(active, id).update();
  }

  private static Account account(ResultSet row) throws SQLException {
    Set<Who> roles = EnumSet.noneOf(Who.class);
    Arrays.stream(row.getString("roles").split(" "))
        .filter(word -> !word.isEmpty())
        .map(Who::valueOf)
        .forEach(roles::add);
    return new Account(
        row.getString("id"),
        row.getString("email"),
        row.getString("name"),
        roles,
        row.getString("party_id"),
        row.getString("password_hash"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getBoolean("active"));
  }

  private String newId() {
    byte[] random = new byte[ID_BYTES];
    entropy.nextBytes(random);
    return "acc_" + HexFormat.of().formatHex(random);
  }
}
