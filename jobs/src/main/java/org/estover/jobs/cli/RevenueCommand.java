package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "revenue",
    description = "Takes and lists developers' revenue reports.",
    subcommands = {RevenueCommand.Report.class, RevenueList.class})
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
        description =
            "Id or name of the model that earned it, reported under its own agreement (default: all"
                + " models under the agreement together).")
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
    private List<String> deductions = new ArrayList<>();

    @Option(
        names = "--units",
        paramLabel = "NAME=COUNT",
        description = "What was sold, for a rate card that prices units; repeat for more.")
    private List<String> units = new ArrayList<>();

    @Option(
        names = "--replaces",
        paramLabel = "ID",
        description =
            "The report (rpt_...) of the same period that this one corrects; a statement of the"
                + " period is then revised.")
    private String replaces = "";

    Report(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Money earned = money(gross);
      Period month = Arguments.checked(() -> Period.parse(period));
      List<Deduction> less = new ArrayList<>();
      for (String deduction : deductions) {
        String[] named = named("--deduct", deduction, "AMOUNT");
        Money amount = money(earned.currency() + " " + named[1]);
        less.add(Arguments.checked(() -> new Deduction(named[0], amount)));
      }
      SortedMap<String, Long> sold = sold();
      try (OpenTrust open = OpenTrust.open(context)) {
        if (model != null) {
          Model named = open.model("--model", model);
          return ofModel(open, named, figures(underOf(open, named), month, earned, less, sold));
        }
        Agreement signed = open.agreement(agreement);
        RevenueReport asked = figures(signed.id(), month, earned, less, sold);
        Trust trust = open.trust();
        RevenueReport report =
            replaces.isEmpty() ? trust.reportRevenue(asked) : trust.correctRevenue(asked);
        NetRevenue net = net(open, report);
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

    private RevenueReport figures(
        String agreementId,
        Period month,
        Money earned,
        List<Deduction> less,
        SortedMap<String, Long> sold)
        throws UsageException {
      return Arguments.checked(
          () ->
              new RevenueReport(agreementId, month, earned, less)
                  .withUnits(sold)
                  .replacing(replaces));
    }

    /** What was sold; a unit that is named twice would be counted once, or as one may guess. */
    private SortedMap<String, Long> sold() throws UsageException {
      SortedMap<String, Long> sold = new TreeMap<>();
      for (String unit : units) {
        String[] named = named("--units", unit, "COUNT");
        try {
          if (sold.put(named[0], Arguments.whole(named[1])) != null) {
            throw Errors.unitTwice(named[0]);
          }
        } catch (TypeConversionException e) {
          throw new UsageException("--units " + unit + ": " + e.getMessage());
        }
      }
      return sold;
    }

    private static String[] named(String option, String text, String what) throws UsageException {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw Errors.notNamed(option, text, what);
      }
      return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    /** Net revenue; of two offers in one month by the one that holds at its end. */
    private static NetRevenue net(OpenTrust open, RevenueReport report) throws IOException {
      List<TermsSegment> terms =
          open.trust().licenses().terms(report.agreementId(), report.period());
      return NetRevenue.of(report, terms.get(terms.size() - 1).offer());
    }

    private String underOf(OpenTrust open, Model named) throws IOException {
      return agreement.isEmpty()
          ? open.trust().models().agreementOf(named.id()).id()
          : open.agreement(agreement).id();
    }

    private int ofModel(OpenTrust open, Model named, RevenueReport figures) throws IOException {
      ModelRevenue revenue = open.trust().models().reportRevenue(named.id(), figures);
      Money net = net(open, figures).net();
      context.answer(
          "revenue report "
              + revenue.id()
              + " of model \""
              + named.name()
              + "\": "
              + net
              + " net in "
              + figures.period()
              + (replaces.isEmpty() ? "" : ", in place of " + replaces),
          Map.of(
              "report", revenue.id(),
              "model", named.id(),
              "agreement", figures.agreementId(),
              "net", net.toString(),
              "replaces", replaces));
      return ExitCode.OK;
    }
  }
}
