package org.estover.licensing.terms.statement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;

/** Reads and writes statements of the first version, as they were issued. */
final class FirstFormat {

  private FirstFormat() {}

  static JsonObject write(Statement statement) {
    StatementPart part = statement.parts().get(0);
    TermsHeld terms = part.terms().get(0);
    RevenueReport report = part.report();
    Map<String, Object> json = new HashMap<>();
    json.put("terms", Statement.FIRST_VERSION);
    json.put("id", statement.id());
    json.put("trust", statement.trust());
    json.put("developer", named(statement.developer().id(), statement.developer().name()));
    json.put("offer", named(terms.offerId(), terms.name()));
    json.put("agreement", statement.agreementId());
    json.put("period", statement.period().toString());
    json.put("logSize", Long.toString(statement.logSize()));
    json.put("currency", statement.currency());
    json.put("revenue", report.toJson());
    json.put("net", Long.toString(report.net().minorUnits()));
    json.put("rateCard", terms.rateCard());
    json.put("due", Long.toString(part.due().minorUnits()));
    json.put("dueWhy", part.why());
    json.put("trainingRuns", part.trainedOn().stream().map(TrainedOn::toJson).toList());
    json.put("lines", part.lines().stream().map(StatementLine::toJson).toList());
    return JsonObject.of(json);
  }

  static Statement read(JsonObject json) {
    Period period = Period.parse(json.text("period"));
    String currency = json.text("currency");
    JsonObject offer = json.object("offer");
    List<StatementLine> lines =
        json.objects("lines").stream()
            .map(l -> StatementLine.fromJson(l, currency, UnaryOperator.identity()))
            .toList();
    StatementPart part =
        new StatementPart(
            RevenueReport.fromJson(json.text("agreement"), period, json.object("revenue")),
            "",
            List.of(
                new TermsHeld(
                    offer.text("id"),
                    offer.text("name"),
                    json.text("rateCard"),
                    JsonObject.EMPTY,
                    LicenseeClass.COMMERCIAL,
                    period.firstDay(),
                    period.lastDay())),
            Pricing.PLAIN,
            Money.of(json.decimal("due"), currency),
            json.text("dueWhy"),
            List.of(),
            key(lines),
            json.objects("trainingRuns").stream().map(TrainedOn::fromJson).toList(),
            lines);
    JsonObject developer = json.object("developer");
    return new Statement(
        Statement.FIRST_VERSION,
        json.text("trust"),
        new Statement.Named(developer.text("id"), developer.text("name")),
        json.text("agreement"),
        period,
        json.decimal("logSize"),
        new Revision(1, "", period.lastDay()),
        List.of(part),
        List.of());
  }

  /** The key that the lines were split by; what the two named shares leave is the holders'. */
  private static DistributionKey key(List<StatementLine> lines) {
    Map<LineKind, Ratio> shares =
        lines.stream()
            .filter(
                line -> line.kind() == LineKind.ADMINISTRATION || line.kind() == LineKind.COMMONS)
            .collect(Collectors.toMap(StatementLine::kind, StatementLine::ratio));
    Ratio administration = shares.getOrDefault(LineKind.ADMINISTRATION, Ratio.ZERO);
    Ratio commons = shares.getOrDefault(LineKind.COMMONS, Ratio.ZERO);
    Ratio named = administration.plus(commons);
    Ratio holders = new Ratio(named.denominator().subtract(named.numerator()), named.denominator());
    return new DistributionKey(administration, commons, holders);
  }

  private static JsonObject named(String id, String name) {
    return JsonObject.of(Map.of("id", id, "name", name));
  }
}
