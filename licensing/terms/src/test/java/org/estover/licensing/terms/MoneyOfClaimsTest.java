package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.estover.ledger.Ledger;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.receivable.LateTerms;
import org.estover.licensing.terms.receivable.Sharing;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In any sequence of statements, claims, disputes, resolutions and payouts no money is lost or
 * made, and a claim never has anything but its part of the statements.
 */
final class MoneyOfClaimsTest {

  private static final List<String> DEVELOPERS = List.of("One Models", "Two Models");
  private static final List<String> NAMES = List.of("Ada", "Bob", "Cleo", "Known Ltd");
  private static final List<ClaimScope> SCOPES =
      List.of(
          PayeesFixture.ADA,
          ClaimScope.parse("blog.ada.test"),
          ClaimScope.parse("sites.test"),
          PayeesFixture.BOB,
          ClaimScope.parse("d.test"));
  private static final List<Ratio> SHARES =
      List.of(Ratio.ONE, Ratio.of(1, 2), Ratio.of(1, 3), Ratio.of(2, 3));

  @TempDir private Path folder;
  private LocalDate day = LocalDate.of(2026, 1, 15);
  private int months;
  private int payments;
  private long most;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingIsLostOrMadeInAnySequence(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (PayeesFixture fixture = new PayeesFixture(folder, seed)) {
      // Amounts of a few cents are where a unit of rounding shows.
      most = seed % 2 == 0 ? 1_000_000_00 : 40_00;
      record(fixture.trust, seed);
      for (int step = 0; step < 40; step++) {
        day = day.plusDays(random.nextInt(30));
        try {
          act(fixture, random);
        } catch (TermsRefusedException e) {
          // What is refused must have changed nothing, which is looked at below as well.
          assertThat(e.getMessage()).isNotBlank();
        }
        requireLaws(fixture);
      }
      requireSame(fixture);
    }
  }

  /** Records that no document copies others, that half of them do, or that all are copies. */
  private static void record(Trust trust, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Release release = trust.releases().open(trust.releaseIds().get(0));
    List<Repetition> copies = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          int tokens = table.row(row).tokens();
          ReleasedDocument document = table.row(row).document();
          int fresh = seed % 3 == 2 ? 0 : random.nextInt(tokens) * 15 / 16;
          if (random.nextInt(2) < seed % 3) {
            copies.add(new Repetition(document.id(), document.holder(), tokens, fresh));
          }
        }
      }
    }
    copies.sort(Comparator.comparing(Repetition::documentId));
    trust.deed().recordRepetitions(release.id(), new Repetitions(copies.size(), copies));
  }

  private void act(PayeesFixture fixture, SplittableRandom random) throws IOException {
    Trust trust = fixture.trust;
    switch (random.nextInt(14)) {
      case 0, 1 -> {
        Period period = new Period(2026 + months / 12, months++ % 12 + 1);
        for (String developer : DEVELOPERS) {
          fixture.report(developer, period, random.nextLong(most));
        }
        trust.issueStatements(period);
        trust.issueStatements(period);
      }
      case 2, 3 -> {
        ClaimScope scope = any(SCOPES, random);
        ClaimStatus filed =
            trust
                .claims()
                .file(any(NAMES, random), List.of(scope), any(SHARES, random), day)
                .get(0);
        trust.claims().grant(filed.claim().id(), "by hand", day);
        trust.claims().grant(filed.claim().id(), "by hand", day);
      }
      case 4 -> trust.claims().file(any(NAMES, random), SCOPES, any(SHARES, random), day);
      case 5 -> {
        List<ClaimStatus> claims = trust.claims().list();
        if (!claims.isEmpty()) {
          String claim = any(claims, random).claim().id();
          trust.disputes().open(claim, any(NAMES, random), "mine", day);
        }
      }
      case 6 -> {
        List<Dispute> disputes = trust.disputes().list();
        if (!disputes.isEmpty()) {
          String outcome =
              any(List.of("upheld", "dismissed", "settled", "partially-upheld"), random);
          List<ClaimScope> except =
              outcome.startsWith("partially") ? List.of(any(SCOPES, random)) : List.of();
          trust.disputes().resolve(any(disputes, random).id(), outcome, except, "looked at", day);
        }
      }
      case 7 -> {
        trust.claims().expire(day);
        trust.disputes().expire(day);
      }
      case 8 -> {
        if (months > 2) {
          Period through = new Period(2026, random.nextInt(Math.min(12, months)) + 1);
          trust.deed().escheat(through, "Resolved.", day);
        }
      }
      case 9 -> charge(trust, random);
      case 10 -> revise(trust, random);
      case 11 -> trainLater(fixture, random);
      case 12 -> {
        if (!trust.statements().isEmpty()) {
          LateTerms terms = new LateTerms(Ratio.ONE, Ratio.ONE, 10);
          trust.charges().lateFee(any(trust.statements(), random).id(), terms, day);
        }
      }
      default -> pay(fixture, random);
    }
  }

  private void charge(Trust trust, SplittableRandom random) throws IOException {
    if (!trust.statements().isEmpty()) {
      String statement = any(trust.statements(), random).id();
      String reference = "aaaa" + payments++;
      Money amount = Money.of(1 + random.nextLong(most / 100), "USD");
      if (random.nextBoolean()) {
        trust.charges().credit(statement, reference, day, amount, "outage");
      } else {
        trust.charges().trueUp(statement, reference, day, amount, "audit");
      }
    }
  }

  /** Corrects a report; to less than credit notes took off is refused. */
  private static void revise(Trust trust, SplittableRandom random) throws IOException {
    if (!trust.statements().isEmpty()) {
      Statement statement = any(trust.statements(), random);
      Statement last =
          trust.statements().stream()
              .filter(each -> each.agreementId().equals(statement.agreementId()))
              .filter(each -> each.period().equals(statement.period()))
              .reduce((one, other) -> other)
              .orElseThrow();
      RevenueReport report = last.parts().get(0).report();
      Money other =
          random.nextBoolean()
              ? report.gross().plus(Money.of(random.nextInt(1_00), "USD"))
              : Money.of(random.nextLong(1 + report.gross().minorUnits()), "USD");
      trust.correctRevenue(
          statement.agreementId(), statement.period(), other, List.of(), report.id());
      trust.issueStatements(statement.period());
    }
  }

  /** A training that is registered late changes who shares a month that is stated anew. */
  private void trainLater(PayeesFixture fixture, SplittableRandom random) throws IOException {
    Trust trust = fixture.trust;
    String grant = any(trust.grants(), random).id();
    trust.registerTrainingRun(grant, "later " + payments++, 1 + random.nextInt(9), 3);
    if (months > 0) {
      int month = random.nextInt(months);
      trust.issueStatementsAnew(new Period(2026 + month / 12, month % 12 + 1));
    }
  }

  private void pay(PayeesFixture fixture, SplittableRandom random) throws IOException {
    PayoutsTest.account(fixture.trust, any(NAMES, random));
    fixture.received(any(DEVELOPERS, random), 5_000_000_00, "aaaa" + payments++);
    SortedMap<String, Money> thresholds = new TreeMap<>();
    thresholds.put("USD", Money.of(random.nextInt(100_00), "USD"));
    LocalDate before = day.minusMonths(1);
    Period period = new Period(before.getYear(), before.getMonthValue());
    fixture.trust.payouts().pay(period, thresholds, day.withDayOfMonth(1).plusDays(1));
  }

  private static void requireLaws(PayeesFixture fixture) throws IOException {
    SortedMap<String, Long> balances = fixture.balances();
    Register register = fixture.register();
    long unclaimedLines = 0;
    for (Statement statement : ClaimMoney.counting(register).values()) {
      unclaimedLines += statement.total(LineKind.UNCLAIMED).minorUnits();
    }
    unclaimedLines += charged(register, name -> name.equals("liabilities:unclaimed"));
    long credited = 0;
    long held = 0;
    for (ClaimFold.Entry entry : register.claims().claims.values()) {
      credited += sum(entry.totals());
      long waits = balances.getOrDefault("liabilities:held:" + entry.claim.id(), 0L);
      assertThat(waits).isNotNegative();
      assertThat(entry.status().held().values().stream().mapToLong(Money::minorUnits).sum())
          .isEqualTo(waits);
      held += waits;
      if (entry.disputes.isEmpty() || entry.state != ClaimState.GRANTED) {
        assertThat(waits).as("held for no dispute").isZero();
      }
    }
    requireTargets(fixture, register);
    requireMonths(register);
    long escheated = sum(register.claims().escheated);
    long unclaimed = balances.getOrDefault("liabilities:unclaimed", 0L);
    assertThat(unclaimed).isNotNegative();
    assertThat(unclaimed + credited + escheated).isEqualTo(unclaimedLines);
    long holders =
        balances.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("liabilities:rights-holders:"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long direct =
        ClaimMoney.counting(register).values().stream()
            .mapToLong(statement -> statement.total(LineKind.RIGHTS_HOLDER).minorUnits())
            .sum();
    direct += charged(register, name -> name.startsWith("liabilities:rights-holders:"));
    long paid =
        register.payouts.payouts.values().stream().mapToLong(payout -> sum(payout.totals())).sum();
    assertThat(holders + held + paid).isEqualTo(direct + credited);
    assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
  }

  /** Of no month an account has less than nothing. */
  private static void requireMonths(Register register) {
    for (Statement statement : ClaimMoney.counting(register).values()) {
      Map<Account, Money> has = new TreeMap<>();
      statement.lines().forEach(line -> has.merge(line.account(), line.amount(), Money::plus));
      Sharing.charged(statement, Charges.of(register, statement))
          .forEach((account, amount) -> has.merge(account, amount, Money::plus));
      assertThat(has.values()).noneMatch(Money::isNegative);
    }
  }

  /** What was issued is issued again as it stands, and an audit finds nothing. */
  private void requireSame(PayeesFixture fixture) throws IOException {
    Trust again = Trust.open(fixture.test.ledger, fixture.trust.releases());
    List<Statement> counting = List.copyOf(ClaimMoney.counting(fixture.register()).values());
    long size = fixture.test.logSize();
    for (Statement statement : counting) {
      assertThat(again.issueStatements(statement.period())).contains(statement);
    }
    assertThat(fixture.test.logSize()).isEqualTo(size);
    Path ledger = folder.resolve("ledger");
    assertThat(Auditor.audit(ledger, Ledger.verifierKey(ledger))).isEmpty();
  }

  /** What charges changed on some accounts, as the statements that count share them. */
  private static long charged(Register register, Predicate<String> accounts) {
    long sum = 0;
    for (Statement statement : ClaimMoney.counting(register).values()) {
      for (Map.Entry<Account, Money> each :
          Sharing.charged(statement, Charges.of(register, statement)).entrySet()) {
        sum += accounts.test(each.getKey().name()) ? each.getValue().minorUnits() : 0;
      }
    }
    return sum;
  }

  /** A granted claim has its part of every statement, any other has nothing. */
  private static void requireTargets(PayeesFixture fixture, Register register) throws IOException {
    try (CreditedTokens tokens = new CreditedTokens(register, fixture.trust.releases())) {
      ClaimMoney money = new ClaimMoney(register, tokens);
      for (ClaimFold.Entry entry : register.claims().claims.values()) {
        for (Statement statement : ClaimMoney.counting(register).values()) {
          Money zero = Money.zero("USD");
          Money has = entry.credited.getOrDefault(ClaimMoney.key(statement), zero);
          Money owed = entry.state == ClaimState.GRANTED ? money.of(statement, entry) : zero;
          assertThat(has).isEqualTo(owed);
        }
      }
    }
  }

  private static long sum(Map<String, Money> amounts) {
    return amounts.values().stream().mapToLong(Money::minorUnits).sum();
  }

  private static <T> T any(List<T> all, SplittableRandom random) {
    return new ArrayList<>(all).get(random.nextInt(all.size()));
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 6)
        : LongStream.of(Long.getLong("seed"));
  }
}
