package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Predicate;
import org.estover.licensing.terms.statement.Adjustment;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;
import org.jspecify.annotations.Nullable;

/**
 * What a developer owes for a month, why, and how it splits; a rights holder sees of it what it is
 * paid.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementJson(
    String id,
    String sha256,
    String agreementId,
    @Nullable String developerId,
    String period,
    int number,
    @Nullable String revises,
    String currency,
    long logSize,
    @Nullable MoneyJson due,
    @Nullable MoneyJson payable,
    @Nullable List<Reason> reasons,
    @Nullable List<Change> adjustments,
    List<Line> lines) {

  /** Why an amount is due, step by step. */
  record Reason(String reportId, MoneyJson due, String why, List<String> steps) {
    static Reason of(StatementPart part) {
      return new Reason(
          part.reported().id(),
          MoneyJson.of(part.due()),
          part.why(),
          part.steps().stream().map(step -> step.text()).toList());
    }
  }

  /** What stands between the amount due and what is to be paid. */
  record Change(String kind, String about, MoneyJson amount, String why) {
    static Change of(Adjustment adjustment) {
      return new Change(
          adjustment.kind().word(),
          adjustment.about(),
          MoneyJson.of(adjustment.amount()),
          adjustment.why());
    }
  }

  /** One part of the amount due. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String kind,
      @Nullable String partyId,
      @Nullable String name,
      long tokens,
      String share,
      MoneyJson amount,
      String why) {
    static Line of(StatementLine line) {
      return new Line(
          line.kind().word(),
          line.partyId().isEmpty() ? null : line.partyId(),
          line.name().isEmpty() ? null : line.name(),
          line.tokens(),
          line.share(),
          MoneyJson.of(line.amount()),
          line.why());
    }
  }

  /** All of it. */
  static StatementJson whole(Statement statement) {
    return of(statement, true, line -> true);
  }

  /** What of it a rights holder is paid. */
  static StatementJson paidTo(Statement statement, String partyId) {
    return of(statement, false, line -> line.partyId().equals(partyId));
  }

  private static StatementJson of(
      Statement statement, boolean whole, Predicate<StatementLine> seen) {
    String revises = statement.revision().revises();
    return new StatementJson(
        statement.id(),
        statement.sha256(),
        statement.agreementId(),
        whole ? statement.developer().id() : null,
        statement.period().toString(),
        statement.revision().number(),
        revises.isEmpty() ? null : revises,
        statement.currency(),
        statement.logSize(),
        whole ? MoneyJson.of(statement.due()) : null,
        whole ? MoneyJson.of(statement.payable()) : null,
        whole ? statement.parts().stream().map(Reason::of).toList() : null,
        whole ? statement.adjustments().stream().map(Change::of).toList() : null,
        statement.lines().stream().filter(seen).map(Line::of).toList());
  }
}
