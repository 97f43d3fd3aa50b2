package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.statement.Statement;
import org.springframework.stereotype.Component;

/** Issues the statements of a month. */
@Component
final class StatementsAct implements Act {
  static final String KIND = "statements";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.line(THING, 7));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    Period period = Period.parse(words.getOrDefault(THING, ""));
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("month", period));
    StringBuilder state = new StringBuilder(256);
    for (var reported : opened.trust().reported()) {
      if (reported.report().period().equals(period)) {
        facts.add(
            Fact.of("report", reported.report().agreementId() + " · " + reported.report().gross()));
        state.append(reported.id()).append('\n');
      }
    }
    long issued =
        opened.trust().statements().stream()
            .filter(statement -> statement.period().equals(period))
            .count();
    facts.add(Fact.of("issued", issued));
    return new Outlook(facts, state.append(issued).toString());
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    List<Statement> statements =
        opened.trust().issueStatements(Period.parse(words.getOrDefault(THING, "")));
    return new Done(
        "issued",
        statements.stream().map(Statement::id).collect(Collectors.joining("\n")),
        Act.firstSince(opened, before));
  }
}
