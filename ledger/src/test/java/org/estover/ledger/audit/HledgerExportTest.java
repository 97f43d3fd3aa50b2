package org.estover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.estover.ledger.Ledger;
import org.estover.ledger.Samples;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of an export; that hledger takes it is {@code infra/checks/ledger}'s to show. */
final class HledgerExportTest {
  @TempDir private Path folder;

  @Test
  void everyEntryIsATransactionOfDeclaredAccountsAndCurrencies() throws IOException {
    Ledger.init(folder.resolve("l"), Samples.ORIGIN, Samples.settings());
    try (Ledger ledger = Ledger.open(folder.resolve("l"), Samples.settings())) {
      ledger.appendAll(List.of(Samples.registration(1)));
      JournalEntry owed =
          JournalEntry.of(
              "stm_0001/1",
              LocalDate.of(2026, 10, 31),
              List.of(
                  new Debit(Account.of("assets:receivable:pty_dev1"), Money.of(1205, "USD")),
                  new Debit(Account.of("assets:receivable:pty_dev1"), Money.of(70, "JPY")),
                  new Credit(Account.of("liabilities:unclaimed"), Money.of(70, "JPY")),
                  new Credit(Account.of("liabilities:unclaimed"), Money.of(1205, "USD"))));
      ledger.append(
          "s",
          new StatementIssued("stm_0001", "agr_0001", new Period(2026, 10)),
          VaultPayload.of(
              Map.of(), List.of(owed, owed.reversal("stm_0001/2", LocalDate.of(2026, 11, 1)))));
      StringBuilder text = new StringBuilder();
      ledger.export(text);
      String leaf = Hash.ofLeaf(ledger.log().entry(1)).toString();
      assertThat(text.toString())
          .isEqualTo(
              String.join(
                  "\n",
                  "; The books of trust.test/log",
                  "; log size 2, root " + ledger.checkpoint().root().base64(),
                  "decimal-mark .",
                  "commodity JPY 0.",
                  "commodity USD 0.00",
                  "account assets:receivable:pty_dev1",
                  "account liabilities:unclaimed",
                  "",
                  "2026-10-31 * (stm_0001/1) statement-issued.v1",
                  "    ; entry: 1",
                  "    ; leaf: " + leaf,
                  "    ; booked: 2026-10",
                  "    assets:receivable:pty_dev1  USD 12.05",
                  "    assets:receivable:pty_dev1  JPY 70",
                  "    liabilities:unclaimed  JPY -70",
                  "    liabilities:unclaimed  USD -12.05",
                  "",
                  "2026-11-01 * (stm_0001/2) statement-issued.v1",
                  "    ; entry: 1",
                  "    ; leaf: " + leaf,
                  "    ; booked: 2026-11",
                  "    ; reverses: stm_0001/1",
                  "    assets:receivable:pty_dev1  USD -12.05",
                  "    assets:receivable:pty_dev1  JPY -70",
                  "    liabilities:unclaimed  JPY 70",
                  "    liabilities:unclaimed  USD 12.05",
                  ""));
    }
  }
}
