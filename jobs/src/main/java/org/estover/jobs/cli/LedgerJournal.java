package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.estover.ledger.Ledger;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "journal",
    description =
        "Shows journal entries as they were recorded: log index, effective day, month they are"
            + " booked in, postings (debits above zero), and what they undo or were undone by.")
final class LedgerJournal implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final AccountOption account = new AccountOption();

  @Option(
      names = "--from",
      paramLabel = "INDEX",
      defaultValue = "0",
      description = "Begin with this log entry (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Journal entries to show; those of one log entry are shown together (default:"
              + " ${DEFAULT-VALUE}).")
  private int limit;

  LedgerJournal(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    account.check();
    if (limit < 1) {
      throw Errors.tooSmall("--limit", limit, 1);
    }
    if (from < 0) {
      throw Errors.tooSmall("--from", from, 0);
    }
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      Found found = new Found();
      ledger.books().forEachEntry(found::take);
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("logSize", Long.toString(ledger.log().size()));
      data.put("entries", found.shown.stream().map(found::data).toList());
      if (found.next >= 0) {
        data.put("next", Long.toString(found.next));
      }
      context.answer(found.text(), data);
    }
    return ExitCode.OK;
  }

  /** The entries to show, and which later entry names which earlier one. */
  private final class Found {
    private final List<BookedEntry> shown = new ArrayList<>();
    private final Map<String, BookedEntry> namedBy = new HashMap<>();
    private final Set<String> pending = new HashSet<>();

    /** The log entry to go on with, or -1 when all are shown. */
    private long next = -1;

    private void take(BookedEntry booked) {
      if (booked.entry().kind().hasTarget()) {
        namedBy.put(booked.entry().target(), booked);
      }
      if (!isAsked(booked.entry()) || booked.logIndex() < from || next >= 0) {
        return;
      }
      if (shown.size() >= limit && shown.get(shown.size() - 1).logIndex() < booked.logIndex()) {
        next = booked.logIndex();
      } else {
        shown.add(booked);
      }
    }

    /** What frees a pending entry has no postings of its own, and is about those that it frees. */
    private boolean isAsked(JournalEntry entry) {
      boolean asked =
          pending.contains(entry.target())
              || entry.postings().stream().anyMatch(posting -> account.takes(posting.account()));
      if (asked && entry.kind() == EntryKind.PENDING) {
        pending.add(entry.id());
      }
      return asked;
    }

    private String text() {
      if (shown.isEmpty()) {
        return "no journal entry" + account.shown() + " from log entry " + from + " on";
      }
      StringBuilder text = new StringBuilder();
      for (BookedEntry booked : shown) {
        text.append(text.length() == 0 ? "" : "\n").append(text(booked));
      }
      if (next >= 0) {
        text.append("\nmore: --from ").append(next);
      }
      return text.toString();
    }

    private String text(BookedEntry booked) {
      JournalEntry entry = booked.entry();
      Table table = new Table();
      for (Posting posting : entry.postings()) {
        table.row("   ", posting.account().name(), net(posting).toString());
      }
      return "log entry "
          + booked.logIndex()
          + ": "
          + entry.id()
          + ", effective "
          + entry.effective()
          + ", booked in "
          + booked.booked()
          + (entry.kind() == EntryKind.ENTRY ? "" : ", " + entry.kind().word())
          + (entry.kind().hasTarget() ? " of " + entry.target() : "")
          + (entry.lastDay() == null ? "" : " until " + entry.lastDay())
          + "\n"
          + table
          + named(entry);
    }

    private String named(JournalEntry entry) {
      BookedEntry by = namedBy.get(entry.id());
      return by == null
          ? ""
          : "    followed by its "
              + by.entry().kind().word()
              + " "
              + by.entry().id()
              + " in log entry "
              + by.logIndex()
              + "\n";
    }

    private Map<String, Object> data(BookedEntry booked) {
      JournalEntry entry = booked.entry();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("logIndex", Long.toString(booked.logIndex()));
      data.put("id", entry.id());
      data.put("kind", entry.kind().word());
      data.put("effective", entry.effective().toString());
      data.put("booked", booked.booked().toString());
      if (entry.kind().hasTarget()) {
        data.put("target", entry.target());
      }
      if (entry.lastDay() != null) {
        data.put("lastDay", entry.lastDay().toString());
      }
      BookedEntry by = namedBy.get(entry.id());
      if (by != null) {
        data.put("namedBy", by.entry().id());
        data.put("namedByKind", by.entry().kind().word());
        data.put("namedByLogIndex", Long.toString(by.logIndex()));
      }
      data.put("postings", entry.postings().stream().map(LedgerJournal::data).toList());
      return data;
    }
  }

  private static Money net(Posting posting) {
    return Money.of(posting.netDebitMinorUnits(), posting.amount().currency());
  }

  private static Map<String, String> data(Posting posting) {
    return Map.of(
        "account", posting.account().name(),
        "side", posting instanceof Debit ? "debit" : "credit",
        "amount", posting.amount().decimal(),
        "currency", posting.amount().currency());
  }
}
