package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.payout.Payout;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.Payment;
import org.estover.licensing.terms.receivable.Sharing;
import org.estover.licensing.terms.statement.Adjustment;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementCheck;
import org.estover.licensing.terms.statement.StatementLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole year of a trust held to the laws of money: the books balance, every statement comes out
 * the same again, every line's reason gives its amount, and nothing that was paid in is lost.
 *
 * <p>Small here; {@code -Dfull=true} is the size of {@code infra/checks/trust-year}, which reads
 * what it took from the file that {@code -Dfigures=FILE} names.
 */
final class TrustYearTest {

  private static final boolean FULL = Boolean.getBoolean("full");

  private static final TrustYear.Size SIZE =
      FULL ? new TrustYear.Size(50, 10_000, 200, 25) : new TrustYear.Size(8, 100, 20, 4);

  private static final List<String> TO_THE_TRUST =
      List.of("income:administration", "liabilities:reserve", "liabilities:commons-fund");

  @TempDir private Path folder;

  private final List<String> figures = new ArrayList<>();
  private Map<String, Statement> issued = new TreeMap<>();
  private final Map<String, Long> folded = new TreeMap<>();
  private long foldedEntries;
  private Duration before = Duration.ZERO;

  @Test
  void aYearsBooksBalanceAndItsStatementsComeOutTheSameToTheByte() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      TrustYear year = new TrustYear(test, SIZE, Long.getLong("seed", 2026));
      year.live();
      issued = year.issued();
      receivablesAreStatementsLessPayments(test);
      year.payUp();
      took("to live the year");
    }
    try (TestTrust test = TestTrust.reopened(folder)) {
      hasItsSize(test);
      booksBalance(test);
      everyStatementComesOutTheSame(test);
      reasonsGiveAmounts(test);
      nothingIsLost(test);
    }
    writeFigures();
  }

  private void hasItsSize(TestTrust test) throws IOException {
    Trust trust = test.trust;
    assertThat(trust.agreements()).hasSize(SIZE.developers());
    assertThat(trust.trainingRuns()).hasSize(SIZE.trainingRuns());
    Set<String> holders =
        trust.parties().stream()
            .filter(RightsHolder.class::isInstance)
            .map(Party::name)
            .filter(name -> name.startsWith("Holder "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(holders).hasSize(SIZE.holders());
    List<Statement> statements = trust.statements();
    assertThat(statements).hasSize(issued.size()).anyMatch(each -> each.revision().number() > 1);
    assertThat(statements.stream().filter(each -> each.revision().number() == 1))
        .hasSize(12 * SIZE.developers());
    long lines = statements.stream().mapToLong(statement -> statement.lines().size()).sum();
    figures.add(
        "%d developers, %d rights holders, %d training runs"
            .formatted(SIZE.developers(), holders.size(), trust.trainingRuns().size()));
    figures.add(statements.size() + " statements, " + lines + " lines");
    figures.add(test.ledger.checkpoint().size() + " log entries");
  }

  /** What developers owe by their papers: what each asks for, and charges that none shows yet. */
  private void receivablesAreStatementsLessPayments(TestTrust test) throws IOException {
    Map<String, Long> owed = new TreeMap<>();
    Set<String> shown = new TreeSet<>();
    for (Statement statement : test.trust.statements()) {
      add(owed, statement.receivable(), statement.payable());
      statement.adjustments().stream().map(Adjustment::about).forEach(shown::add);
    }
    for (Charge charge : test.trust.charges().all()) {
      if (!shown.contains(charge.id())) {
        add(owed, receivable(charge.developerId()), charge.signed());
      }
    }
    for (Payment payment : test.trust.payments().all()) {
      add(owed, receivable(payment.partyId()), payment.amount().negated());
    }
    Map<String, Long> booked = folded(test);
    booked.keySet().removeIf(account -> !account.startsWith("assets:receivable:"));
    assertThat(booked).hasSizeGreaterThan(SIZE.developers() / 2).isEqualTo(withoutZeros(owed));
  }

  private static Account receivable(String developerId) {
    return Account.of("assets:receivable:" + developerId);
  }

  /** Every journal entry, all accounts together, the index of the books, the auditor. */
  private void booksBalance(TestTrust test) throws IOException {
    Map<String, Long> folded = folded(test);
    for (String currency : List.of("USD", "EUR")) {
      assertThat(sum(folded, currency, account -> true)).isZero();
    }
    if (!FULL) {
      // The database holds the same again, which takes it longer than all the rest of a full year.
      Map<String, Long> indexed = new TreeMap<>();
      for (Balance balance : test.ledger.books().balances()) {
        add(indexed, balance.account(), balance.netDebit());
      }
      assertThat(withoutZeros(indexed)).isEqualTo(folded);
    }
    Path ledger = folder.resolve("ledger");
    assertThat(Auditor.audit(ledger, Ledger.verifierKey(ledger))).isEmpty();
    took("to audit: the books balance");
  }

  /** Net debits by account and currency, by arithmetic of its own; read on where it ended. */
  private Map<String, Long> folded(TestTrust test) {
    try (var facts = test.ledger.facts(foldedEntries)) {
      facts.flatMap(fact -> fact.payload().journal().stream()).forEach(each -> add(folded, each));
    }
    foldedEntries = test.ledger.checkpoint().size();
    return withoutZeros(new TreeMap<>(folded));
  }

  private static void add(Map<String, Long> folded, JournalEntry entry) {
    Map<String, Long> sums = new TreeMap<>();
    for (Posting posting : entry.postings()) {
      Money amount = posting.amount();
      long units = posting instanceof Debit ? amount.minorUnits() : -amount.minorUnits();
      folded.merge(posting.account() + " " + amount.currency(), units, Math::addExact);
      sums.merge(amount.currency(), units, Math::addExact);
    }
    if (!withoutZeros(sums).isEmpty()) {
      throw new AssertionError("journal entry " + entry.id() + " is off by " + sums);
    }
  }

  private void everyStatementComesOutTheSame(TestTrust test) throws IOException {
    long size = test.ledger.checkpoint().size();
    List<String> counting = new ArrayList<>();
    for (Period month : TrustYear.months()) {
      for (Statement again : test.trust.issueStatements(month)) {
        Statement first = Optional.ofNullable(issued.get(again.id())).orElseThrow();
        assertThat(again.toJson().bytes()).isEqualTo(first.toJson().bytes());
        counting.add(again.id());
      }
    }
    assertThat(counting).hasSize(12 * SIZE.developers()).doesNotHaveDuplicates();
    assertThat(test.ledger.checkpoint().size()).isEqualTo(size);
    took("to issue again: every statement is the same to the byte");
  }

  private void reasonsGiveAmounts(TestTrust test) throws IOException {
    for (Statement statement : test.trust.statements()) {
      assertThat(StatementCheck.of(statement)).isEmpty();
      BigInteger sum = BigInteger.ZERO;
      for (StatementLine line : statement.lines()) {
        sum = sum.add(BigInteger.valueOf(line.amount().minorUnits()));
      }
      assertThat(sum).isEqualTo(BigInteger.valueOf(statement.due().minorUnits()));
    }
    took("to recompute each amount from its reason, and that lines sum to what is due");
  }

  /**
   * When everybody has paid, what came in is what the papers share out, to the cent, and it stands
   * on the accounts of those who get it, or was paid out to them.
   */
  private void nothingIsLost(TestTrust test) throws IOException {
    Map<String, Long> books = folded(test);
    Map<String, Long> papers = sharedOut(test);
    for (String currency : List.of("USD", "EUR")) {
      long in = total(test.trust.payments().all().stream().map(Payment::amount), currency);
      long trust = sum(papers, currency, TO_THE_TRUST::contains);
      long holders = sum(papers, currency, TrustYearTest::isOfHolders);
      long ahead =
          -sum(books, currency, account -> account.startsWith("liabilities:advances:"))
              - sum(books, currency, account -> account.startsWith("assets:receivable:"));
      assertThat(trust).isPositive();
      assertThat(holders).isPositive();
      assertThat(in).isEqualTo(trust + holders + ahead);
      for (String account : TO_THE_TRUST) {
        assertThat(-sum(books, currency, account::equals))
            .isEqualTo(sum(papers, currency, account::equals));
      }
      long out =
          total(
              test.trust.payouts().list().stream()
                  .flatMap(payout -> payout.lines().stream())
                  .map(Payout.Line::amount),
              currency);
      assertThat(out).isPositive();
      assertThat(out - sum(books, currency, TrustYearTest::isOfHolders)).isEqualTo(holders);
    }
    took("to follow what was paid in to whom it is held for: nothing is lost");
  }

  /**
   * What the statements that count and all charges share out, by account and currency: those of a
   * month as the statement that counts now is shared.
   */
  private static Map<String, Long> sharedOut(TestTrust test) throws IOException {
    Map<String, Statement> counting = new TreeMap<>();
    Map<String, String> months = new TreeMap<>();
    for (Statement statement : test.trust.statements()) {
      String month = statement.agreementId() + " " + statement.period();
      counting.put(month, statement);
      months.put(statement.id(), month);
    }
    Map<String, List<Charge>> charges = new TreeMap<>();
    for (Charge charge : test.trust.charges().all()) {
      String month = Optional.ofNullable(months.get(charge.statementId())).orElseThrow();
      charges.computeIfAbsent(month, key -> new ArrayList<>()).add(charge);
    }
    Map<String, Long> shared = new TreeMap<>();
    counting.forEach(
        (month, statement) -> {
          statement.lines().forEach(line -> add(shared, line.account(), line.amount()));
          Sharing.charged(statement, charges.getOrDefault(month, List.of()))
              .forEach((account, amount) -> add(shared, account, amount));
        });
    return shared;
  }

  /** What is some rights holder's: known, not known yet, or contested. */
  private static boolean isOfHolders(String account) {
    return account.startsWith("liabilities:rights-holders:")
        || account.equals("liabilities:unclaimed")
        || account.startsWith("liabilities:held:");
  }

  private static long sum(Map<String, Long> units, String currency, Predicate<String> accounts) {
    return units.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(" " + currency))
        .filter(entry -> accounts.test(entry.getKey().substring(0, entry.getKey().indexOf(' '))))
        .mapToLong(Map.Entry::getValue)
        .reduce(0, Math::addExact);
  }

  private static long total(Stream<Money> amounts, String currency) {
    return amounts
        .filter(amount -> amount.currency().equals(currency))
        .mapToLong(Money::minorUnits)
        .reduce(0, Math::addExact);
  }

  private static void add(Map<String, Long> units, Account account, Money amount) {
    units.merge(account + " " + amount.currency(), amount.minorUnits(), Math::addExact);
  }

  private static Map<String, Long> withoutZeros(Map<String, Long> units) {
    units.values().removeIf(each -> each == 0);
    return units;
  }

  private void took(String what) {
    Duration all = cpuTime();
    figures.add(seconds(all.minus(before)) + " CPU seconds " + what);
    before = all;
  }

  /** Of this process from its start on. */
  private static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String seconds(Duration duration) {
    return "%d.%02d".formatted(duration.toSeconds(), duration.toMillisPart() / 10);
  }

  private void writeFigures() throws IOException {
    Optional<String> file = Optional.ofNullable(System.getProperty("figures"));
    if (file.isPresent()) {
      String peak =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.substring("VmHWM:".length()).strip())
              .findFirst()
              .orElse("not known");
      figures.add(seconds(cpuTime()) + " CPU seconds in all; peak memory " + peak);
      Files.write(Path.of(file.get()), figures);
    }
  }
}
