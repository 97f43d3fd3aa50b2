package org.estover.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.BookedFact;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;

/**
 * Writes the books as plain text that hledger reads, so that an accountant checks them with a
 * program that shares no code with this one: {@code hledger check --strict}.
 *
 * <p>Every account and currency is declared. A journal entry is a transaction on its effective day,
 * a debit is above zero and a credit below. Tags name the index and hash of the log entry that
 * carries it, the month that it is booked in, and the journal entry that it reverses or posts.
 * Pending entries, and those that free them, stand as comments, so that balances are what is
 * posted. Reads the ledger twice; memory grows with the accounts.
 */
public final class HledgerExport {

  private static final Map<EntryKind, String> TAGS =
      new EnumMap<>(
          Map.of(
              EntryKind.REVERSAL, "reverses",
              EntryKind.POST, "posts",
              EntryKind.VOID, "voids",
              EntryKind.EXPIRY, "expires"));

  private final LogReader log;
  private final Vault vault;
  private final Appendable out;

  private HledgerExport(LogReader log, Vault vault, Appendable out) {
    this.log = log;
    this.vault = vault;
    this.out = out;
  }

  /** Writes the books as of the log's checkpoint; the same ledger gives the same bytes. */
  public static void write(LogReader log, Vault vault, Appendable out) throws IOException {
    HledgerExport export = new HledgerExport(log, vault, out);
    try {
      export.writeHeader();
      BookedFact.forEach(
          log, vault, fact -> fact.journal().forEach(entry -> export.write(fact.logged(), entry)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void facts(Consumer<LoggedFact> each) {
    try (Stream<LoggedFact> facts = LoggedFact.stream(log, vault, 0)) {
      facts.forEach(each);
    }
  }

  private void writeHeader() {
    TreeSet<String> accounts = new TreeSet<>();
    TreeSet<String> currencies = new TreeSet<>();
    facts(
        fact -> {
          for (JournalEntry entry : fact.payload().journal()) {
            for (Posting posting : entry.posted()) {
              accounts.add(posting.account().name());
              currencies.add(posting.amount().currency());
            }
          }
        });
    line("; The books of " + log.checkpoint().origin());
    line("; log size " + log.size() + ", root " + log.checkpoint().root().base64());
    line("decimal-mark .");
    for (String currency : currencies) {
      String shown = Money.zero(currency).decimal();
      line("commodity " + currency + " " + (shown.contains(".") ? shown : shown + "."));
    }
    accounts.forEach(account -> line("account " + account));
  }

  private void write(LoggedFact fact, BookedEntry booked) {
    JournalEntry entry = booked.entry();
    // What moves nothing stands as a comment: hledger would count it.
    String open = entry.kind().isPosted() ? "" : "; ";
    line("");
    line(open + entry.effective() + " * (" + entry.id() + ") " + fact.fact().type());
    line(open + "    ; entry: " + fact.index());
    line(open + "    ; leaf: " + Hash.ofLeaf(fact.entry().bytes()));
    line(open + "    ; booked: " + booked.booked());
    if (entry.kind().hasTarget()) {
      line(open + "    ; " + TAGS.get(entry.kind()) + ": " + entry.target());
    }
    if (entry.lastDay() != null) {
      line(open + "    ; pending until: " + entry.lastDay());
    }
    for (Posting posting : entry.postings()) {
      Money net = Money.of(posting.netDebitMinorUnits(), posting.amount().currency());
      line(open + "    " + posting.account().name() + "  " + net);
    }
  }

  private void line(String text) {
    try {
      out.append(text).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
