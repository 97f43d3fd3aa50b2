package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.Append;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.statement.Basis;
import org.estover.licensing.terms.statement.Settlement;
import org.estover.licensing.terms.statement.Statement;

/**
 * Issues the statements of a period.
 *
 * <p>New ones are computed from one prefix of the log and recorded as one group, so that a kill
 * leaves all of them or none, and a second try computes from the same prefix. Issued ones are
 * computed again from the prefix that they name.
 */
final class Issuing {

  private final TrustState state;
  private final Map<Long, Register> prefixes = new HashMap<>();

  Issuing(TrustState state) {
    this.state = state;
  }

  List<Statement> issue(Period period) throws IOException {
    Register register = state.register();
    List<Statement> statements = new ArrayList<>();
    List<Append> requests = new ArrayList<>();
    for (RevenueReport report : register.reportsOf(period)) {
      Statement issued = register.statements.get(Statement.idOf(report.agreementId(), period));
      if (issued == null) {
        Statement statement = compute(register, report);
        statements.add(statement);
        requests.add(request(statement));
      } else {
        requireSame(issued);
        statements.add(issued);
      }
    }
    if (!requests.isEmpty()) {
      state.ledger().appendAll(requests);
    }
    return List.copyOf(statements);
  }

  private static Append request(Statement statement) {
    return new Append(
        "statement/" + statement.id(),
        new StatementIssued(statement.id(), statement.agreementId(), statement.period()),
        new VaultPayload(statement.toJson(), statement.journal()));
  }

  private void requireSame(Statement issued) throws IOException {
    Register prefix = prefixes.get(issued.logSize());
    if (prefix == null) {
      prefix = Register.upTo(state.ledger(), issued.logSize());
      prefixes.put(issued.logSize(), prefix);
    }
    RevenueReport report = prefix.reports.get(issued.report().id());
    if (prefix.hasErasures()) {
      return;
    }
    if (report == null || !compute(prefix, report).toJson().equals(issued.toJson())) {
      throw Errors.otherStatement(
          issued, report == null ? "none" : compute(prefix, report).sha256());
    }
  }

  private static Statement compute(Register register, RevenueReport report) throws IOException {
    Agreement agreement = require(register.agreements, "agreement", report.agreementId());
    Offer offer = require(register.offers, "offer", agreement.offerId());
    Party developer = require(register.parties, "party", agreement.developerId());
    Basis basis =
        new Basis(
            register.trust().orElseThrow(Errors::notFounded),
            developer,
            offer.splitBy(register.deed.keyOf(offer, report.period())),
            report,
            register.trainingRunsOf(report.agreementId()),
            register.size());
    return Settlement.of(basis, register.partyIds().orElseThrow(Errors::saltErased));
  }

  private static <T> T require(Map<String, T> all, String what, String id) throws IOException {
    T found = all.get(id);
    if (found == null) {
      throw Errors.unknown(what, id, all.keySet());
    }
    return found;
  }
}
