package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.simulation.Difference;
import org.estover.licensing.terms.simulation.LeftOut;
import org.estover.licensing.terms.simulation.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "simulate",
    description = "Shows what another rate card would have paid, by developer and payee.")
final class SimulateCommand implements Callable<Integer> {
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RATECARD",
      description = "The other card, as \"license offer --rate\" takes it.")
  private String card = "";

  @Option(
      names = "--period",
      required = true,
      paramLabel = "YYYY[-MM]",
      description = "A year or a month whose revenue is recorded.")
  private String period = "";

  SimulateCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    RateCard other = Arguments.checked(() -> RateCard.parse(card));
    boolean year = YEAR.matcher(period).matches();
    Period first = Arguments.checked(() -> Period.parse(year ? period + "-01" : period));
    Period last = year ? Period.parse(period + "-12") : first;
    Simulation simulation;
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      simulation = open.trust().simulations().run(other, first, last);
    }
    if (simulation.reports() == 0 && simulation.leftOut().isEmpty()) {
      throw Errors.noRevenue(period);
    }
    context.answer(text(simulation), data(simulation));
    return ExitCode.OK;
  }

  private String text(Simulation simulation) {
    StringBuilder text = new StringBuilder();
    text.append("\"")
        .append(simulation.card().canonical())
        .append("\" in ")
        .append(period)
        .append(", over ")
        .append(Table.counted(simulation.reports(), "revenue report"))
        .append("; nothing is recorded\n\n")
        .append(table("Developer", simulation.developers()))
        .append('\n')
        .append(table("Payee", simulation.payees()));
    if (!simulation.leftOut().isEmpty()) {
      text.append("\nLeft out on both sides:\n");
      for (LeftOut report : simulation.leftOut()) {
        text.append("  ").append(report.reportId()).append(' ').append(report.period());
        text.append(": ").append(report.why()).append('\n');
      }
    }
    return text.toString();
  }

  private static Table table(String who, List<Difference> differences) {
    Table table = new Table().row(who, "Now", "Then", "Change");
    Map<String, Difference> totals = new TreeMap<>();
    for (Difference each : differences) {
      table.row(each.name(), each.now(), each.then(), signed(each.change()));
      totals.merge(each.now().currency(), each, SimulateCommand::plus);
    }
    for (Difference total : totals.values()) {
      table.row("Total", total.now(), total.then(), signed(total.change()));
    }
    return table;
  }

  private static Difference plus(Difference one, Difference other) {
    return new Difference("", "", one.now().plus(other.now()), one.then().plus(other.then()));
  }

  private static String signed(Money change) {
    return change.currency()
        + (change.isNegative() || change.isZero() ? " " : " +")
        + change.decimal();
  }

  private static Map<String, Object> data(Simulation simulation) {
    return Map.of(
        "rateCard", simulation.card().canonical(),
        "first", simulation.first().toString(),
        "last", simulation.last().toString(),
        "reports", Long.toString(simulation.reports()),
        "developers", simulation.developers().stream().map(SimulateCommand::data).toList(),
        "payees", simulation.payees().stream().map(SimulateCommand::data).toList(),
        "leftOut",
            simulation.leftOut().stream()
                .map(
                    report ->
                        Map.of(
                            "report", report.reportId(),
                            "agreement", report.agreementId(),
                            "period", report.period().toString(),
                            "why", report.why()))
                .toList());
  }

  private static Map<String, String> data(Difference difference) {
    return Map.of(
        "id", difference.id(),
        "name", difference.name(),
        "currency", difference.now().currency(),
        "now", Long.toString(difference.now().minorUnits()),
        "then", Long.toString(difference.then().minorUnits()),
        "change", Long.toString(difference.change().minorUnits()));
  }
}
