package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.LateTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "charge",
    description = "Charges late fees, credit notes and true-ups beside a statement.",
    subcommands = {
      ChargeCommand.LateFee.class,
      ChargeCommand.CreditNote.class,
      ChargeCommand.TrueUp.class
    })
final class ChargeCommand {

  private static void answer(Context context, OpenTrust open, Charge charge) throws IOException {
    Map<String, String> names = open.names();
    Table shares = new Table().row("Shared by", "Amount", "Why");
    for (Charge.Line line : charge.lines()) {
      Money part = charge.signed().isNegative() ? line.amount().negated() : line.amount();
      shares.row(payee(line.account(), names), part, line.why());
    }
    StringBuilder text = new StringBuilder();
    text.append(charge.kind().word()).append(' ').append(charge.id()).append(": ");
    text.append(charge.signed()).append(" on ").append(charge.statementId()).append('\n');
    text.append("  ").append(charge.why()).append('\n');
    text.append(shares.toString().indent(2));
    context.answer(
        text.toString(),
        Map.of(
            "charge", charge.id(),
            "statement", charge.statementId(),
            "amount", charge.signed().toString(),
            "why", charge.why(),
            "body", Json.tree(charge.toJson().toString())));
  }

  /** Whose an account is: the rights holder by name, else as the books call it. */
  private static String payee(Account account, Map<String, String> names) {
    String name = account.name();
    return names.getOrDefault(name.substring(name.lastIndexOf(':') + 1), name);
  }

  @Command(
      name = "late-fee",
      description =
          "Charges what late payment of a statement costs: principal x rate x days / 30, simple, at"
              + " the lower of both rates, up to the day it was paid; gives back what turned out to"
              + " be too much.")
  static final class LateFee implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--statement", required = true, paramLabel = "ID", description = "Statement.")
    private String statement = "";

    @Option(
        names = "--rate",
        required = true,
        paramLabel = "RATIO",
        description = "Agreed rate per month, as 1.5%%.")
    private String rate = "";

    @Option(
        names = "--legal-max",
        defaultValue = "100%",
        paramLabel = "RATIO",
        description = "Highest rate per month that the law allows (default: no bound).")
    private String most = "";

    @Option(
        names = "--days",
        defaultValue = "30",
        paramLabel = "N",
        description = "Days to pay from the end of the month (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
        names = "--until",
        paramLabel = "DATE",
        description = "Last day that counts, today at most (default: today).")
    private @Nullable LocalDate until;

    LateFee(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      LateTerms terms =
          Arguments.checked(() -> new LateTerms(Ratio.parse(rate), Ratio.parse(most), days));
      LocalDate last = context.pastDay("--until", until);
      try (OpenTrust open = OpenTrust.open(context)) {
        Optional<Charge> charge = open.trust().charges().lateFee(statement, terms, last);
        if (charge.isPresent()) {
          answer(context, open, charge.get());
        } else {
          context.answer(
              "nothing of " + statement + " is late on " + last + " that was not charged",
              Map.of("statement", statement, "until", last.toString()));
        }
      }
      return ExitCode.OK;
    }
  }

  /** What a charge of a person's own making says. */
  static final class Made {
    @Option(names = "--statement", required = true, paramLabel = "ID", description = "Statement.")
    private String statement = "";

    @Option(
        names = "--amount",
        required = true,
        paramLabel = "AMOUNT",
        description = "Amount with its currency, as \"EUR 125.00\".")
    private String amount = "";

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "TEXT",
        description = "What tells it apart; the same one again is the same charge.")
    private String reference = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
        names = "--on",
        paramLabel = "DATE",
        description = "Its day, today at most (default: today).")
    private @Nullable LocalDate day;

    Money amount() throws UsageException {
      return RevenueCommand.money(amount);
    }

    LocalDate day(Context context) throws UsageException {
      return context.pastDay("--on", day);
    }
  }

  @Command(
      name = "credit-note",
      description = "Takes something off a statement; those who share it give up their part.")
  static final class CreditNote implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final Made made = new Made();

    CreditNote(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Money amount = made.amount();
      LocalDate day = made.day(context);
      try (OpenTrust open = OpenTrust.open(context)) {
        answer(
            context,
            open,
            open.trust()
                .charges()
                .credit(made.statement, made.reference, day, amount, made.reason));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "true-up",
      description = "Adds to a statement what, say, an audit found; shared as the statement is.")
  static final class TrueUp implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final Made made = new Made();

    TrueUp(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Money amount = made.amount();
      LocalDate day = made.day(context);
      try (OpenTrust open = OpenTrust.open(context)) {
        answer(
            context,
            open,
            open.trust()
                .charges()
                .trueUp(made.statement, made.reference, day, amount, made.reason));
      }
      return ExitCode.OK;
    }
  }
}
