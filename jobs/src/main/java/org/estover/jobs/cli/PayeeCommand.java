package org.estover.jobs.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.payout.Payee;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "payee", description = "Says where a rights holder is paid; kept in the vault.")
final class PayeeCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(names = "--holder", required = true, paramLabel = "NAME", description = "Who is paid.")
  private String holder = "";

  @Option(
      names = "--account",
      required = true,
      paramLabel = "IBAN",
      description = "The account: an IBAN, or other:NUMBER.")
  private String account = "";

  @Option(
      names = "--contact",
      paramLabel = "TEXT",
      description = "How to reach the holder (default: as it was).")
  private String contact = "";

  PayeeCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Arguments.requireName("--holder", RightsHolder.ROLE, holder);
    BankAccount where = Arguments.checked(() -> BankAccount.parse(account));
    try (OpenTrust open = OpenTrust.open(context)) {
      Payee payee = open.trust().payees().register(holder, contact, where);
      context.answer(
          "payee " + payee.partyId() + ": \"" + holder + "\"",
          Map.of("party", payee.partyId(), "recordedAt", payee.recordedAt()));
    }
    return ExitCode.OK;
  }
}
