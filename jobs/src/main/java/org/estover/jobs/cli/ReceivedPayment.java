package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.receivable.Payment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a payment that a developer made, and what is done with it. */
final class ReceivedPayment {

  @Option(
      names = "--received",
      paramLabel = "AMOUNT",
      description = "Enters what a developer paid, as \"EUR 125.00\".")
  private @Nullable String amount;

  @Option(
      names = "--developer",
      paramLabel = "NAME|ID",
      description = "Who paid (default: the one there is).")
  private String developer = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "What the bank calls it; the same one again is the same payment.")
  private String reference = "";

  /** Whether a payment was received. */
  boolean isNamed() {
    return amount != null;
  }

  int enter(Context context, LocalDate day) throws IOException {
    Money paid = RevenueCommand.money(amount == null ? "" : amount);
    if (reference.isBlank()) {
      throw Errors.noReference();
    }
    try (OpenTrust open = OpenTrust.open(context)) {
      String id = open.developer(developer).id();
      Arguments.checked(() -> new Payment(id, reference, day, paid));
      Payment payment = open.trust().payments().receive(id, reference, day, paid);
      context.answer(
          "payment " + payment.id() + ": " + payment.text() + " from " + id,
          Map.of(
              "payment", payment.id(),
              "developer", id,
              "amount", payment.amount().toString(),
              "day", payment.day().toString()));
    }
    return ExitCode.OK;
  }
}
