package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.NetRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.usage.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "revenue",
    description = "Takes developers' revenue reports.",
    subcommands = RevenueCommand.Report.class)
final class RevenueCommand {

  /** An amount with its currency, as people write it: {@code EUR 125.00}. */
  static Money money(String text) throws UsageException {
    String[] parts = text.strip().split(" +", -1);
    if (parts.length != 2) {
      throw Errors.notMoney(text);
    }
    return Arguments.checked(() -> Money.parse(parts[1], parts[0]));
  }

  @Command(name = "report", description = "Records what a developer earned in a period.")
  static final class Report implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--agreement", paramLabel = "ID", description = "Default: the one there is.")
    private String agreement = "";

    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description = {
          "Id or name of the model that earned it, reported under its own agreement",
          "(default: all models under the agreement together)."
        })
    private @Nullable String model;

    @Option(names = "--period", required = true, paramLabel = "YYYY-MM", description = "Month.")
    private String period = "";

    @Option(
        names = "--gross",
        required = true,
        paramLabel = "AMOUNT",
        description = "Gross revenue with its currency, for example \"EUR 125000.00\".")
    private String gross = "";

    @Option(
        names = "--deduct",
        paramLabel = "NAME=AMOUNT",
        description = "A deduction the agreement allows, in the same currency; repeat for more.")
    private Map<String, String> deductions = new LinkedHashMap<>();

    @Option(
        names = "--units",
        paramLabel = "NAME=COUNT",
        description = "What was sold, for a rate card that prices units; repeat for more.")
    private Map<String, Long> units = new LinkedHashMap<>();

    @Option(
        names = "--replaces",
        paramLabel = "ID",
        description = {
          "The report (rpt_...) of the same period that this one corrects;",
          "a statement of the period is then revised."
        })
    private String replaces = "";

    Report(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Money earned = money(gross);
      Period month = Arguments.checked(() -> Period.parse(period));
      List<Deduction> less = new ArrayList<>();
      for (Map.Entry<String, String> deduction : deductions.entrySet()) {
        Money amount = money(earned.currency() + " " + deduction.getValue());
        less.add(Arguments.checked(() -> new Deduction(deduction.getKey(), amount)));
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        if (model != null) {
          return ofModel(open, open.model("--model", model), month, earned, less);
        }
        Agreement signed = open.agreement(agreement);
        RevenueReport asked =
            Arguments.checked(
                () ->
                    new RevenueReport(signed.id(), month, earned, less)
                        .withUnits(new TreeMap<>(units))
                        .replacing(replaces));
        Trust trust = open.trust();
        RevenueReport report =
            replaces.isEmpty() ? trust.reportRevenue(asked) : trust.correctRevenue(asked);
        List<TermsSegment> terms = trust.licenses().terms(signed.id(), month);
        // Of two offers in one month the one that holds at its end is shown.
        NetRevenue net = NetRevenue.of(report, terms.get(terms.size() - 1).offer());
        context.answer(
            "revenue report "
                + report.id()
                + ": "
                + net.net()
                + " net in "
                + month
                + (net.net().equals(report.net()) ? "" : ", with deductions up to their caps")
                + (replaces.isEmpty() ? "" : ", in place of " + replaces),
            Map.of(
                "report", report.id(),
                "agreement", signed.id(),
                "net", net.net().toString(),
                "replaces", report.replaces()));
      }
      return ExitCode.OK;
    }

    private int ofModel(
        OpenTrust open, Model named, Period month, Money earned, List<Deduction> less)
        throws IOException {
      String due = open.trust().models().agreementOf(named.id()).id();
      String under = agreement.isEmpty() ? due : open.agreement(agreement).id();
      RevenueReport figures =
          Arguments.checked(() -> new RevenueReport(under, month, earned, less));
      ModelRevenue revenue =
          open.trust().models().reportRevenue(named.id(), figures.replacing(replaces));
      context.answer(
          "revenue report "
              + revenue.id()
              + " of model \""
              + named.name()
              + "\": "
              + figures.net()
              + " net in "
              + month
              + (replaces.isEmpty() ? "" : ", in place of " + replaces),
          Map.of(
              "report", revenue.id(),
              "model", named.id(),
              "agreement", under,
              "net", figures.net().toString(),
              "replaces", replaces));
      return ExitCode.OK;
    }
  }
}
