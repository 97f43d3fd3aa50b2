package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Admissions;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Component;

/** Admits an account that was invited: as an operator, or to act for a party. */
@Component
final class AccountAct implements Act {
  static final String KIND = "account";

  private final Accounts accounts;
  private final Admissions admissions;
  private final Proposals proposals;

  AccountAct(Accounts accounts, Admissions admissions, Proposals proposals) {
    this.accounts = accounts;
    this.admissions = admissions;
    this.proposals = proposals;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.words("reason"));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    String id = words.getOrDefault(THING, "");
    Account account = accounts.byId(id).orElseThrow(() -> none(id));
    Admissions.Waiting waiting = admissions.of(id).orElseThrow(() -> none(id));
    if (!account.active()) {
      throw none(id);
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("account", id));
    facts.add(Fact.of("name", account.name() + " (" + account.email() + ")"));
    facts.add(Fact.of("role", waiting.role().name()));
    if (!waiting.partyId().isEmpty()) {
      facts.add(Fact.of("acts-for", Act.party(opened, waiting.partyId())));
    }
    String inviter = accounts.byId(waiting.invitedBy()).map(Account::name).orElse("");
    facts.add(Fact.of("invited-by", inviter));
    return new Outlook(facts, id + "\n" + account.email() + "\n" + account.name() + "\n" + waiting);
  }

  private static IllegalArgumentException none(String id) {
    return new IllegalArgumentException(
        "no account " + id + " waits to be admitted; take its number from the list of accounts");
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day) {
    String account = words.getOrDefault(THING, "");
    // What it proposed before it was sent away does not come back with it.
    proposals.endOf(account);
    admissions.admit(account);
    return new Done("admitted", words.getOrDefault("reason", ""), -1);
  }
}
