package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;

/** Reads and writes statements of all versions from the second one on, which look alike. */
final class StatementFormat {

  private StatementFormat() {}

  static JsonObject write(Statement statement) {
    Map<String, Object> json = new HashMap<>();
    json.put("terms", statement.version());
    json.put("id", statement.id());
    json.put("trust", statement.trust());
    json.put(
        "developer",
        Map.of("id", statement.developer().id(), "name", statement.developer().name()));
    json.put("agreement", statement.agreementId());
    json.put("period", statement.period().toString());
    json.put("logSize", Long.toString(statement.logSize()));
    json.put("number", statement.revision().number());
    json.put("revises", statement.revision().revises());
    json.put("effective", statement.revision().effective().toString());
    json.put("currency", statement.currency());
    json.put("due", units(statement.due()));
    json.put("payable", units(statement.payable()));
    json.put("parts", statement.parts().stream().map(StatementFormat::write).toList());
    json.put("adjustments", statement.adjustments().stream().map(Adjustment::toJson).toList());
    return JsonObject.of(json);
  }

  private static JsonObject write(StatementPart part) {
    Map<String, Object> json = new HashMap<>();
    json.put("report", part.reported().id());
    json.put("model", part.modelId());
    json.put("revenue", part.report().toJson());
    json.put("terms", part.terms().stream().map(TermsHeld::toJson).toList());
    json.put("level", part.pricing().level().word());
    json.put("trustShare", part.pricing().trustShare().toString());
    json.put("due", units(part.due()));
    json.put("why", part.why());
    json.put("steps", part.steps().stream().map(StatementFormat::write).toList());
    json.put("key", part.key().canonical());
    json.put("trainingRuns", part.trainedOn().stream().map(TrainedOn::toJson).toList());
    json.put("lines", part.lines().stream().map(StatementLine::toJson).toList());
    return JsonObject.of(json);
  }

  private static JsonObject write(Step step) {
    return JsonObject.of(Map.of("text", step.text(), "minorUnits", step.exact().toString()));
  }

  private static String units(Money amount) {
    return Long.toString(amount.minorUnits());
  }

  static Statement read(JsonObject json, UnaryOperator<String> shared) {
    Period period = Period.parse(json.text("period"));
    String agreement = json.text("agreement");
    String currency = json.text("currency");
    JsonObject developer = json.object("developer");
    return new Statement(
        json.text("terms"),
        json.text("trust"),
        new Statement.Named(developer.text("id"), developer.text("name")),
        agreement,
        period,
        json.decimal("logSize"),
        new Revision(
            Math.toIntExact(json.integer("number")),
            json.text("revises"),
            LocalDate.parse(json.text("effective"))),
        json.objects("parts").stream()
            .map(part -> part(part, report(part, agreement, period), currency, shared))
            .toList(),
        json.objects("adjustments").stream().map(a -> Adjustment.fromJson(a, currency)).toList());
  }

  private static RevenueReport report(JsonObject part, String agreement, Period period) {
    return RevenueReport.fromJson(agreement, period, part.object("revenue"));
  }

  private static StatementPart part(
      JsonObject json, RevenueReport report, String currency, UnaryOperator<String> shared) {
    return new StatementPart(
        report,
        json.text("model"),
        json.objects("terms").stream().map(TermsHeld::fromJson).toList(),
        new Pricing(VerificationLevel.of(json.text("level")), ratio(json.text("trustShare"))),
        Money.of(json.decimal("due"), currency),
        json.text("why"),
        json.objects("steps").stream().map(StatementFormat::step).toList(),
        DistributionKey.parse(json.text("key")),
        json.objects("trainingRuns").stream().map(TrainedOn::fromJson).toList(),
        json.objects("lines").stream()
            .map(line -> StatementLine.fromJson(line, currency, shared))
            .toList());
  }

  private static Step step(JsonObject json) {
    return new Step(json.text("text"), ratio(json.text("minorUnits")));
  }

  /** Reads a fraction of numbers of any length, as {@link Ratio} writes it. */
  static Ratio ratio(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw Errors.notAFraction(text);
    }
    try {
      return new Ratio(
          new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw Errors.notAFraction(text);
    }
  }
}
