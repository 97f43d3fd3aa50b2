package org.estover.licensing.portal.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.access.Who;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts that may do nothing until two operators have admitted them: those of operators, and
 * those that act for a party that is known already. An operator who could make such an account
 * alone would be both pairs of eyes, or speak for a developer or rights holder. Thread-safe.
 */
@Component
public class Admissions {
  private final JdbcClient database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Tokens tokens;

  Admissions(JdbcClient database, Accounts accounts, Sessions sessions, Tokens tokens) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /**
   * What an account waits for.
   *
   * @param role what it is to be
   * @param partyId the party that it is to act for, or ""
   * @param invitedBy the account of the operator who invited it, or reopened it
   */
  public record Waiting(Who role, String partyId, String invitedBy) {}

  /** Whether an account of that role and party takes two operators. */
  static boolean isNeeded(Who role, String partyId) {
    return role == Who.OPERATOR || !partyId.isEmpty();
  }

  /** Lets an account wait. */
  void add(String accountId, Waiting waiting) {
    database.sql("delete from admission where account_id = ?").param(accountId).update();
    database
        .sql("insert into admission (account_id, role, party_id, invited_by) values (?, ?, ?, ?)")
        .params(accountId, waiting.role().name(), waiting.partyId(), waiting.invitedBy())
        .update();
  }

  /** What an account waits for; nothing where it does not wait. */
  public Optional<Waiting> of(String accountId) {
    return Optional.ofNullable(all().get(accountId));
  }

  /** Those that wait, by account. */
  Map<String, Waiting> all() {
    Map<String, Waiting> waiting = new LinkedHashMap<>();
    database
        .sql("select * from admission order by account_id")
        .query(
            row -> {
              waiting.put(
                  row.getString("account_id"),
                  new Waiting(
                      Who.valueOf(row.getString("role")),
                      row.getString("party_id"),
                      row.getString("invited_by")));
            });
    return waiting;
  }

  /**
   * Gives an account what it waits for. It signs in anew: its sessions and tokens are those of an
   * account that could do nothing.
   */
  @Transactional
  public void admit(String accountId) {
    Waiting waiting = of(accountId).orElseThrow();
    database.sql("delete from admission where account_id = ?").param(accountId).update();
    accounts.makeOf(accountId, List.of(waiting.role()), waiting.partyId());
    tokens.revokeAll(accountId);
    sessions.endOthers(accountId, "");
  }

  /**
   * Lets an account sign in again. An operator's waits for two operators again, or one could take
   * somebody back whom another sent away.
   */
  @Transactional
  public void reopen(Account account, String by) {
    again(account, by);
    accounts.activate(account.id(), true);
  }

  /** Lets an operator's account wait for two operators again; others' stay what they are. */
  @Transactional
  public void again(Account account, String by) {
    if (account.roles().contains(Who.OPERATOR)) {
      add(account.id(), new Waiting(Who.OPERATOR, "", by));
      accounts.makeOf(account.id(), List.of(), "");
    }
  }
}
