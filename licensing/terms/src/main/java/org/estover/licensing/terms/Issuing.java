package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.StatementRevised;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Settlement;
import org.estover.licensing.terms.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Issues the statements of a period.
 *
 * <p>New ones are computed from one prefix of the log and recorded as one group, so that a kill
 * leaves all of them or none, and a second try computes from the same prefix. Issued ones are
 * computed again from the prefix that they name. Where other reports count than the last statement
 * of an agreement rests on, that one is revised.
 */
final class Issuing {

  private final TrustState state;

  Issuing(TrustState state) {
    this.state = state;
  }

  /**
   * The statements of a period that count.
   *
   * @param anew whether those are revised as well whose figures are others by what is known now,
   *     though no report was corrected
   */
  List<Statement> issue(Period period, boolean anew) throws IOException {
    Register register = state.register();
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      return issue(period, anew, register, tokens);
    }
  }

  private List<Statement> issue(
      Period period, boolean anew, Register register, CreditedTokens tokens) throws IOException {
    requireSame(register, period);
    ClaimMoney claims = new ClaimMoney(register, tokens);
    List<Statement> statements = new ArrayList<>();
    List<Append> requests = new ArrayList<>();
    for (Map.Entry<String, List<Reported>> reports : register.reportedIn(period).entrySet()) {
      String agreementId = reports.getKey();
      Optional<Statement> issued = register.statementOf(agreementId, period);
      boolean rests = issued.isPresent() && issued.get().reports().equals(reports.getValue());
      if (rests && !anew) {
        statements.add(issued.get());
        continue;
      }
      Statement computed = compute(register, tokens, agreementId, period, Statement.TERMS_VERSION);
      if (rests && issued.get().parts().equals(computed.parts())) {
        statements.add(issued.get());
      } else {
        if (issued.isPresent()) {
          CreditCheck.require(register, issued.get(), computed);
        }
        statements.add(computed);
        requests.add(request(register, computed, issued.orElse(null), claims));
      }
    }
    if (!requests.isEmpty()) {
      state.ledger().appendAll(requests);
    }
    return List.copyOf(statements);
  }

  /** A statement, with what it brings to those who claimed a part of its unclaimed lines. */
  private static Append request(
      Register register, Statement statement, @Nullable Statement before, ClaimMoney claims)
      throws IOException {
    List<JournalEntry> journal = new ArrayList<>(statement.journal(before));
    if (before != null) {
      journal.addAll(Charges.sharedAnew(register, statement, before));
    }
    journal.addAll(claims.issued(statement, statement.revision().effective()));
    String id = statement.id();
    String revises = statement.revision().revises();
    Fact fact =
        revises.isEmpty()
            ? new StatementIssued(id, statement.agreementId(), statement.period())
            : new StatementRevised(id, statement.agreementId(), statement.period(), revises);
    return new Append("statement/" + id, fact, new VaultPayload(statement.toJson(), journal));
  }

  /**
   * Computes what was issued for a period again, in log order, so that one prefix of the log moves
   * forward.
   */
  private void requireSame(Register register, Period period) throws IOException {
    NavigableMap<Long, List<Statement>> issued = new TreeMap<>();
    for (String agreementId : register.reportedIn(period).keySet()) {
      for (Statement each : register.statementsOf(agreementId, period)) {
        issued.computeIfAbsent(each.logSize(), size -> new ArrayList<>()).add(each);
      }
    }
    for (Map.Entry<Long, List<Statement>> group : issued.entrySet()) {
      Register prefix = state.prefix(group.getKey());
      if (!prefix.hasErasures()) {
        requireSame(prefix, group.getValue());
      }
    }
  }

  private void requireSame(Register prefix, List<Statement> group) throws IOException {
    try (CreditedTokens tokens = new CreditedTokens(prefix, state.releases())) {
      for (Statement issued : group) {
        if (prefix.reportedOf(issued.agreementId(), issued.period()).isEmpty()) {
          throw Errors.otherStatement(issued, "none");
        }
        Statement again =
            compute(prefix, tokens, issued.agreementId(), issued.period(), issued.version());
        // What is equal is written in equal bytes, and millions of lines are compared sooner.
        if (!again.equals(issued) && !again.toJson().equals(issued.toJson())) {
          throw Errors.otherStatement(issued, again.sha256());
        }
      }
    }
  }

  private static Statement compute(
      Register register, CreditedTokens tokens, String agreementId, Period period, String version)
      throws IOException {
    return Settlement.of(
        new Bases(register, tokens).of(agreementId, period, version),
        register.partyIds().orElseThrow(Errors::saltErased),
        version);
  }
}
