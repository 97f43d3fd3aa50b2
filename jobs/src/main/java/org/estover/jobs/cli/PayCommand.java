package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "pay", description = "Enters what developers paid.")
final class PayCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReceivedPayment received = new ReceivedPayment();

  @Option(names = "--on", paramLabel = "DATE", description = "Day of payment (default: today).")
  private @Nullable LocalDate day;

  PayCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!received.isNamed()) {
      throw Errors.nothingToPay();
    }
    return received.enter(context, day == null ? LocalDate.now(context.around().clock()) : day);
  }
}
