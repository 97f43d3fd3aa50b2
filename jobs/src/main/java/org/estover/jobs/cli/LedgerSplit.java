package org.estover.jobs.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "split",
    description =
        "Splits an amount by weights, to the unit: what is left of rounding down goes to the largest"
            + " remainders, ties to the first.")
final class LedgerSplit implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "AMOUNT",
      description = "Whole minor units, or with --currency a decimal amount; zero or more.")
  private String amount = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "WEIGHT",
      description = "Whole numbers of any size, zero or more.")
  private List<String> weights = new ArrayList<>();

  @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217 code of the amount.")
  private @Nullable String currency;

  LedgerSplit(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws UsageException {
    BigInteger total = Arguments.checked(this::total);
    List<BigInteger> parts =
        Arguments.checked(() -> weights.stream().map(LedgerSplit::whole).toList());
    List<BigInteger> shares = Arguments.checked(() -> Allotment.split(total, parts));
    Table table = new Table().row("weight", "share");
    for (int i = 0; i < shares.size(); i++) {
      table.row(parts.get(i).toString(), text(shares.get(i)));
    }
    context.answer(
        table.toString(),
        Map.of("amount", text(total), "shares", shares.stream().map(this::text).toList()));
    return ExitCode.OK;
  }

  private BigInteger total() {
    return currency == null
        ? whole(amount)
        : BigInteger.valueOf(Money.parse(amount, currency).minorUnits());
  }

  private String text(BigInteger units) {
    return currency == null ? units.toString() : Money.text(units, currency);
  }

  private static BigInteger whole(String text) {
    if (!text.matches("[0-9]{1,400}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no whole number of zero or more: expected digits only, as in 1000");
    }
    return new BigInteger(text);
  }
}
