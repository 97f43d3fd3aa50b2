package org.estover.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.TestDatabase;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Periods;
import org.estover.ledger.book.RandomEntries;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.vault.BookedFact;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A question for an effective day and a recorded time has the same answer to-day and later (I11).
 */
final class BooksAsOfTest {
  private static final int FACTS = 30;
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");

  @TempDir private Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 10);
  }

  /** What is asked, and what was answered first. */
  private final Map<String, Question> questions = new LinkedHashMap<>();

  private final Map<String, Object> answers = new LinkedHashMap<>();

  private interface Question {
    Object ask(Books books) throws IOException;
  }

  private void ask(Books books, String name, Question question) throws IOException {
    questions.put(name, question);
    answers.put(name, question.ask(books));
  }

  private void askAgain(Books books) throws IOException {
    for (Map.Entry<String, Question> each : questions.entrySet()) {
      assertThat(each.getValue().ask(books))
          .as(each.getKey())
          .isEqualTo(answers.get(each.getKey()));
    }
  }

  /** A hundred logs a case. */
  @ParameterizedTest
  @MethodSource("seeds")
  void answersStay(int hundred) throws IOException {
    for (int seed = hundred * 100; seed < hundred * 100 + 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      questions.clear();
      List<BookedFact> facts = new ArrayList<>();
      Periods periods = new Periods();
      Books books = new FoldedBooks(source(facts));
      for (LoggedFact fact : facts(random, START)) {
        facts.add(BookedFact.of(fact, periods));
        if (random.nextInt(6) == 0) {
          askAll(books, random, fact.entry().time(), "seed " + seed);
        }
      }
      askAgain(books);
      assertMonthsAddUp(books);
    }
  }

  /** The same from the first open to a rebuild, by every database and without one. */
  @ParameterizedTest
  @EnumSource
  void everyDatabaseAnswersAsTheLogDoes(TestDatabase database) throws IOException {
    Ledger.init(folder, Samples.ORIGIN, Samples.settings());
    LedgerSettings made = database.settings(folder);
    MovingClock clock = new MovingClock();
    LedgerSettings settings =
        LedgerSettings.of(clock, new SecureRandom())
            .withIndex(made.indexUrl(), made.indexUser(), made.indexPassword());
    for (int seed = 1; seed <= 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int run = seed;
      List<LoggedFact> facts = facts(random, START.plus(Duration.ofDays(30L * run)));
      try (Ledger ledger = Ledger.open(folder, settings)) {
        for (LoggedFact fact : facts) {
          clock.now = fact.entry().time();
          List<JournalEntry> journal = renamed(fact.payload().journal(), run);
          ledger.appendAll(
              List.of(
                  new Append(
                      run + "/" + fact.index(),
                      fact.fact(),
                      VaultPayload.of(Map.of("run", Integer.toString(run)), journal))));
          if (random.nextInt(6) == 0) {
            askAll(ledger.books(), random, clock.now.minusMillis(1), "seed " + seed);
          }
        }
        askAgain(ledger.books());
      }
    }
    try (Ledger reader = Ledger.openReadOnly(folder, settings)) {
      askAgain(reader.books());
      assertMonthsAddUp(reader.books());
    }
    try (Ledger ledger = Ledger.open(folder, settings)) {
      ledger.rebuild();
      askAgain(ledger.books());
      assertMonthsAddUp(ledger.books());
      assertThat(ledger.auditIndex()).isEmpty();
    }
  }

  /** A clock that the test sets. */
  private static final class MovingClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("the ledger knows no zones");
    }
  }

  /** Ids of the seeds apart. */
  private static List<JournalEntry> renamed(List<JournalEntry> journal, int run) {
    return journal.stream()
        .map(
            entry ->
                new JournalEntry(
                    entry.id() + "." + run,
                    entry.effective(),
                    entry.kind(),
                    entry.target().isEmpty() ? "" : entry.target() + "." + run,
                    entry.lastDay(),
                    entry.postings()))
        .toList();
  }

  private void askAll(Books books, SplittableRandom random, Instant now, String where)
      throws IOException {
    long before = books.size();
    LocalDate day = LocalDate.of(2026, 10, 1).minusDays(random.nextInt(120));
    Period month = Period.of(day);
    Instant recorded = now.minusMillis(random.nextInt(20_000_000));
    String as = where + " as of " + before + " and " + day;
    ask(books, as + ": recorded by " + recorded, later -> later.recordedBy(recorded));
    ask(books, as + ": balances", later -> later.balancesAsOf(day, before));
    ask(
        books,
        as + ": balances at a time",
        later -> later.balancesAsOf(day, later.recordedBy(recorded)));
    ask(books, as + ": pending", later -> later.pendingAsOf(day, before));
    ask(books, as + ": turnovers", later -> later.turnovers(month, before));
    ask(books, as + ": months", later -> later.periodChanges(before));
    ask(
        books,
        as + ": of closed months for ever",
        later -> {
          List<Object> closed = new ArrayList<>();
          for (var change : later.periodChanges(before)) {
            // What it opens with can change while an earlier month is open.
            later.turnovers(change.period(), Long.MAX_VALUE).stream()
                .filter(each -> !each.debits().isZero() || !each.credits().isZero())
                .forEach(
                    each -> closed.add(List.of(each.account(), each.debits(), each.credits())));
          }
          return closed;
        });
  }

  /** Each month opens with what the one before it closed with, and the last with the balances. */
  private static void assertMonthsAddUp(Books books) throws IOException {
    List<Balance> closing = List.of();
    Period month = new Period(2026, 1);
    for (int i = 0; i < 24; i++) {
      List<MonthTurnover> turnovers = books.turnovers(month, Long.MAX_VALUE);
      assertThat(
              turnovers.stream()
                  .map(turnover -> new Balance(turnover.account(), turnover.opening()))
                  .toList())
          .containsAll(closing);
      closing =
          turnovers.stream()
              .map(turnover -> new Balance(turnover.account(), turnover.closing()))
              .toList();
      month = month.next();
    }
    assertThat(closing).isEqualTo(books.balances());
    for (Balance balance : books.balances()) {
      Money one = books.balance(balance.account(), balance.netDebit().currency());
      assertThat(one).isEqualTo(balance.netDebit());
    }
  }

  private static FoldedBooks.Source source(List<BookedFact> facts) {
    return new FoldedBooks.Source() {
      @Override
      public long size() {
        return facts.size();
      }

      @Override
      public Instant time(long logIndex) {
        return facts.get((int) logIndex).logged().entry().time();
      }

      @Override
      public void forEach(Consumer<BookedFact> each) {
        facts.forEach(each);
      }
    };
  }

  /** Facts with journal entries that a journal takes, and closings, over some days or at once. */
  private static List<LoggedFact> facts(SplittableRandom random, Instant start) throws IOException {
    List<LoggedFact> facts = new ArrayList<>();
    List<JournalEntry> taken = new ArrayList<>();
    Journal journal = new Journal();
    Instant time = start;
    for (int i = 0; i < FACTS; i++) {
      time = time.plusMillis(random.nextInt(3) * 10_000_000L);
      LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
      List<JournalEntry> entries = new ArrayList<>();
      for (int k = random.nextInt(4); k > 0; k--) {
        JournalEntry next = RandomEntries.next(random, taken, day);
        RecordedEntry recorded = new RecordedEntry(i, entries.size(), next);
        if (journal.addUnlessRefused(recorded, day).isEmpty()) {
          entries.add(next);
          taken.add(next);
        }
      }
      Fact fact =
          random.nextInt(5) == 0
              ? new PeriodClosed(new Period(2026, random.nextInt(6, 11)))
              : Samples.party(i);
      LogEntry entry = new LogEntry(time, "a".repeat(64), "b".repeat(64), fact);
      facts.add(new LoggedFact(i, entry, VaultPayload.of(Map.of(), entries), false));
    }
    return facts;
  }
}
