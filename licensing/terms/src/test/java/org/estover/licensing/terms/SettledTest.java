package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.store.Books;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.LateTerms;
import org.estover.licensing.terms.receivable.Payment;
import org.estover.licensing.terms.receivable.Receivables;
import org.estover.licensing.terms.statement.Adjustment;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementCheck;
import org.estover.licensing.terms.statement.StatementLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restatements, charges, payments and closed months: what they say and what the books hold. */
final class SettledTest {

  private static final Period OCTOBER = TestTrust.PERIOD;
  private static final LocalDate LATER = LocalDate.of(2027, 2, 1);
  private static final LateTerms LATE = new LateTerms(Ratio.parse("1.5%"), Ratio.parse("1%"), 30);

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void aCorrectedReportRevisesItsStatementByTheDifference() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(OCTOBER).get(0);
    correct(walk.agreement(), OCTOBER, 10_000_00);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    assertThat(revised.id()).isNotEqualTo(first.id()).startsWith("stm_");
    assertThat(revised.revision().revises()).isEqualTo(first.id());
    assertThat(revised.revision().number()).isEqualTo(2);
    assertThat(revised.due()).isEqualTo(usd(200_00));
    assertThat(revised.payable()).isEqualTo(usd(200_00 - 170_002));
    assertThat(revised.text()).contains("number      2, in place of " + first.id());
    assertThat(StatementCheck.of(revised)).isEmpty();
    booksHold(List.of(revised));
    long size = test.logSize();
    assertThat(trust.issueStatements(OCTOBER)).containsExactly(revised);
    assertThat(test.logSize()).isEqualTo(size);
    assertThat(trust.statements()).containsExactly(first, revised);
    reopen();
    assertThat(trust.issueStatements(OCTOBER)).containsExactly(revised);
  }

  @Test
  void whatAClosedMonthIsRevisedByIsEnteredInTheFirstOpenOne() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(OCTOBER).get(0);
    assertThatThrownBy(() -> trust.periods().close(OCTOBER, OCTOBER.lastDay()))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2026-10 is not over on 2026-10-31");
    assertThat(trust.periods().close(OCTOBER, OCTOBER.lastDay().plusDays(1))).isFalse();
    long size = test.logSize();
    assertThat(trust.periods().close(OCTOBER, LATER)).isTrue();
    assertThat(trust.periods().close(Period.parse("2026-09"), LATER)).isTrue();
    assertThat(test.logSize()).isEqualTo(size);
    correct(walk.agreement(), OCTOBER, 200_000_00);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    assertThat(revised.revision().effective()).isEqualTo(LocalDate.of(2026, 11, 1));
    Books books = test.ledger.books();
    assertThat(books.balancesAsOf(OCTOBER.lastDay(), books.size()))
        .contains(new Balance(first.receivable(), first.due()));
    assertThat(books.balance(first.receivable(), "USD")).isEqualTo(revised.due());
    assertThat(trust.issueStatements(OCTOBER)).containsExactly(revised);
  }

  @Test
  void aMonthThatIsStatedStaysInItsCurrency() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Money euros = Money.of(5, "EUR");
    trust.issueStatements(OCTOBER);
    assertThatThrownBy(
            () ->
                trust.correctRevenue(
                    walk.agreement().id(), OCTOBER, euros, List.of(), walk.report().id()))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("is in USD, and revenue of EUR 0.05 is not");
  }

  @Test
  void aMonthWithAReportThatWaitsIsNotClosed() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    assertThatThrownBy(() -> trust.periods().close(OCTOBER, LATER))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(walk.report().id())
        .hasMessageContaining("estover statement --period 2026-10");
    trust.issueStatements(OCTOBER);
    correct(walk.agreement(), OCTOBER, 5_00);
    assertThatThrownBy(() -> trust.periods().close(OCTOBER, LATER))
        .isInstanceOf(TermsRefusedException.class);
    assertThat(trust.periods().lastClosed()).isEmpty();
  }

  @Test
  void moneyThatWaitedForATrainingRunIsStatedAnew() throws IOException {
    String releaseId =
        trust
            .publish(TinyRelease.write(folder.resolve("release"), TinyRelease.texts(3)))
            .releaseId();
    Agreement agreement = test.sign("Model Makers");
    test.report(agreement, 100_000_00);
    Statement first = trust.issueStatements(OCTOBER).get(0);
    assertThat(first.total(LineKind.RIGHTS_HOLDER).isZero()).isTrue();
    trust.registerTrainingRun(
        trust.grant(agreement.id(), releaseId, "train").id(), "pretraining", 20, 3);
    assertThat(trust.issueStatements(OCTOBER)).containsExactly(first);
    Statement anew = trust.issueStatementsAnew(OCTOBER).get(0);
    assertThat(anew.due()).isEqualTo(first.due());
    assertThat(anew.payable().isZero()).isTrue();
    assertThat(anew.total(LineKind.RIGHTS_HOLDER).isZero()).isFalse();
    assertThat(trust.issueStatementsAnew(OCTOBER)).containsExactly(anew);
    booksHold(List.of(anew));
  }

  @Test
  void chargesAreSharedAsTheStatementIsAndShownOnTheNext() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement october = trust.issueStatements(OCTOBER).get(0);
    Charges charges = trust.charges();
    Charge note = charges.credit(october.id(), "CN-1", LATER, usd(100_00), "outage");
    assertThat(note.signed()).isEqualTo(usd(-100_00));
    long size = test.logSize();
    assertThat(charges.credit(october.id(), "CN-1", LATER, usd(100_00), "outage")).isEqualTo(note);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> charges.credit(october.id(), "CN-1", LATER, usd(99_00), "outage"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("charged already (" + note.id())
        .hasMessageContaining("USD 99.00");
    assertThatThrownBy(() -> charges.credit(october.id(), "CN-2", LATER, usd(1_600_03), "all"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 1600.02 is left");
    Charge trueUp = charges.trueUp(october.id(), "audit", LATER, usd(7), "audit of 2026");
    assertThat(trueUp.lines().stream().mapToLong(l -> l.amount().minorUnits()).sum()).isEqualTo(7);
    report(walk.agreement(), Period.parse("2026-11"), 50_00);
    Statement november = trust.issueStatements(Period.parse("2026-11")).get(0);
    assertThat(november.due()).isEqualTo(usd(1_00));
    assertThat(november.payable()).isEqualTo(usd(1_00 - 100_00 + 7));
    assertThat(november.adjustments())
        .extracting(Adjustment::about)
        .containsExactly(note.id(), trueUp.id());
    assertThat(november.text()).contains("credit-note on " + october.id() + ": outage");
    report(walk.agreement(), Period.parse("2026-12"), 50_00);
    assertThat(trust.issueStatements(Period.parse("2026-12")).get(0).adjustments()).isEmpty();
    assertThat(trust.issueStatements(Period.parse("2026-11"))).containsExactly(november);
    balancesAgree(october);
  }

  @Test
  void aLateFeeStopsOnTheDayOfPaymentAndIsChargedOnce() throws IOException {
    test.walk(TinyRelease.texts(3), "Model Makers");
    Statement statement = trust.issueStatements(OCTOBER).get(0);
    String developer = statement.developer().id();
    // Due on 30 November; 1700.02 open for 15 days, then 700.02 for 16.
    Payment payment =
        trust.payments().receive(developer, "bank 1", LocalDate.of(2026, 12, 15), usd(1_000_00));
    Optional<Charge> none =
        trust.charges().lateFee(statement.id(), LATE, LocalDate.of(2026, 11, 30));
    assertThat(none).isEmpty();
    Charge fee =
        trust.charges().lateFee(statement.id(), LATE, LocalDate.of(2026, 12, 31)).orElseThrow();
    // 1% / 30 of 170002 * 15 + 70002 * 16 = 1223.35
    assertThat(fee.amount()).isEqualTo(usd(1223));
    assertThat(fee.why())
        .isEqualTo(
            "1% per month, the legal maximum, below 1.5%, 30 days to pay: USD 1700.02 for 15 days"
                + " and USD 700.02 for 16 days, / 30 = USD 12.23");
    long size = test.logSize();
    assertThat(trust.charges().lateFee(statement.id(), LATE, LocalDate.of(2026, 12, 31)))
        .contains(fee);
    assertThat(trust.payments().receive(developer, "bank 1", payment.day(), usd(1_000_00)))
        .isEqualTo(payment);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> trust.payments().receive(developer, "bank 1", payment.day(), usd(5)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 1000.00 on 2026-12-15, and this says USD 0.05");
    trust.payments().receive(developer, "bank 2", LocalDate.of(2026, 12, 31), usd(700_02));
    assertThat(trust.charges().lateFee(statement.id(), LATE, LATER)).isEmpty();
    Receivables owed = trust.payments().owed(developer).get(0);
    assertThat(owed.balance()).isEqualTo(usd(1223));
    trust.payments().receive(developer, "bank 3", LATER, usd(2000));
    assertThat(trust.payments().owed(developer).get(0).ahead()).isEqualTo(usd(777));
    balancesAgree(statement);
  }

  @Test
  void aLateFeeOnWhatWasNeverDueIsGivenBackByThoseWhoGotIt() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(OCTOBER).get(0);
    LocalDate until = LocalDate.of(2026, 12, 30);
    Charges charges = trust.charges();
    Charge fee = charges.lateFee(first.id(), LATE, until).orElseThrow();
    // 1% / 30 of 1700.02 for 30 days
    assertThat(fee.amount()).isEqualTo(usd(17_00));
    trust.payments().receive(walk.agreement().developerId(), "bank 1", LATER, usd(1_717_02));
    correct(walk.agreement(), OCTOBER, 10_000_00);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    // Days before the fee's last one say nothing about it, and neither do other terms.
    assertThat(charges.lateFee(revised.id(), LATE, until.minusDays(1))).isEmpty();
    LateTerms lower = new LateTerms(Ratio.parse("0.1%"), Ratio.parse("1%"), 30);
    assertThatThrownBy(() -> charges.lateFee(revised.id(), lower, until))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(fee.id());
    Charge back = charges.lateFee(revised.id(), LATE, until).orElseThrow();
    assertThat(back.signed()).isEqualTo(usd(-15_00));
    assertThat(back.why())
        .endsWith("USD 200.00 for 30 days, / 30 = USD 2.00, less USD 17.00" + " charged before");
    assertThat(back.lines()).hasSameSizeAs(fee.lines());
    long size = test.logSize();
    assertThat(charges.lateFee(revised.id(), LATE, until)).contains(back);
    assertThat(charges.lateFee(revised.id(), LATE, until.plusDays(30)).orElseThrow().amount())
        .isEqualTo(usd(2_00));
    assertThat(test.logSize()).isEqualTo(size + 1);
    Receivables owed = trust.payments().owed(revised.developer().id()).get(0);
    assertThat(owed.months().get(0).fees()).isEqualTo(usd(4_00));
    assertThat(owed.ahead()).isEqualTo(usd(1_717_02 - 200_00 - 4_00));
    balancesAgree(revised);
    report(walk.agreement(), Period.parse("2026-11"), 100_00);
    Statement next = trust.issueStatements(Period.parse("2026-11")).get(0);
    assertThat(next.adjustments())
        .extracting(Adjustment::amount)
        .containsExactly(usd(-15_00), usd(2_00));
    assertThat(next.text()).contains("late-fee given back on " + revised.id());
    reopen();
    assertThat(trust.charges().all()).contains(fee, back);
    assertThat(trust.issueStatements(next.period())).containsExactly(next);
  }

  @Test
  void aFeeChargedAtTwoRatesIsGivenBackAtTheLastAndAtNoOther() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(OCTOBER).get(0);
    LateTerms higher = new LateTerms(Ratio.parse("1.5%"), Ratio.parse("5%"), 30);
    LocalDate until = LocalDate.of(2026, 12, 30);
    Charges charges = trust.charges();
    Charge low = charges.lateFee(first.id(), LATE, until.minusDays(15)).orElseThrow();
    Charge high = charges.lateFee(first.id(), higher, until).orElseThrow();
    correct(walk.agreement(), OCTOBER, 0);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    assertThatThrownBy(() -> charges.lateFee(revised.id(), LATE, until))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(high.id());
    Charge back = charges.lateFee(revised.id(), higher, until).orElseThrow();
    assertThat(back.amount()).isEqualTo(low.amount().plus(high.amount()));
    assertThatThrownBy(() -> charges.lateFee(revised.id(), LATE, until))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(back.id());
  }

  @Test
  void anAdvanceIsAskedForOnceAndRecoupedFromWhatIsDue() throws IOException {
    Offer offer =
        trust.publishOffer(
            new Offer(
                "ahead",
                RateCard.parse("advance USD 1000.00 against percent 1/50"),
                DistributionKey.parse("10% 20% 70%"),
                List.of("train"),
                TestTrust.NO_NON_COMMERCIAL));
    String developer = trust.registerDeveloper("Model Makers", "").id();
    Agreement agreement =
        trust.sign(offer.id(), developer, "We agree.", LocalDate.of(2026, 1, 1), null);
    report(agreement, OCTOBER, 30_000_00);
    Statement october = trust.issueStatements(OCTOBER).get(0);
    assertThat(october.due()).isEqualTo(usd(600_00));
    assertThat(october.payable()).isEqualTo(usd(1000_00));
    report(agreement, Period.parse("2026-11"), 30_000_00);
    Statement november = trust.issueStatements(Period.parse("2026-11")).get(0);
    assertThat(november.payable()).isEqualTo(usd(200_00));
    assertThat(test.ledger.books().balance(october.advances(), "USD").isZero()).isTrue();
    assertThat(test.ledger.books().balance(october.receivable(), "USD")).isEqualTo(usd(1200_00));
    correct(agreement, OCTOBER, 20_000_00);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    assertThat(revised.due()).isEqualTo(usd(400_00));
    assertThat(revised.payable().isZero()).isTrue();
    assertThat(test.ledger.books().balance(october.advances(), "USD")).isEqualTo(usd(-200_00));
    report(agreement, Period.parse("2026-12"), 5_000_00);
    Statement december = trust.issueStatements(Period.parse("2026-12")).get(0);
    assertThat(december.payable().isZero()).isTrue();
    assertThat(StatementCheck.of(december)).isEmpty();
    assertThat(trust.issueStatements(OCTOBER)).containsExactly(revised);
  }

  @Test
  void whatACreditNoteTookIsNotCorrectedAwayInEitherOrder() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Agreement agreement = walk.agreement();
    Statement first = trust.issueStatements(OCTOBER).get(0);
    trust.charges().credit(first.id(), "CN-1", LATER, usd(1000_00), "outage");
    long size = test.logSize();
    assertThatThrownBy(() -> correct(agreement, OCTOBER, 30_000_00))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("corrected to USD 600.00 due, and credit notes took USD 1000.00 off")
        .hasMessageContaining("take USD 400.00 of them back first")
        .hasMessageContaining("charge true-up --statement " + first.id());
    assertThat(test.logSize()).isEqualTo(size);
    trust.charges().trueUp(first.id(), "TU-1", LATER, usd(400_00), "too much was credited");
    correct(agreement, OCTOBER, 30_000_00);
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    assertThat(test.ledger.books().balance(revised.receivable(), "USD").isZero()).isTrue();
    balancesAgree(revised);
    report(agreement, Period.parse("2026-11"), 30_000_00);
    String other = trust.issueStatements(Period.parse("2026-11")).get(0).id();
    assertThatThrownBy(() -> trust.charges().credit(other, "CN-2", LATER, usd(1000_00), "outage"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("of which USD 600.00 is left");
  }

  @Test
  void nothingIsCreditedOnAStatementWhoseCorrectionWaits() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(OCTOBER).get(0);
    correct(walk.agreement(), OCTOBER, 30_000_00);
    assertThatThrownBy(
            () -> trust.charges().credit(first.id(), "CN", LATER, usd(1000_00), "outage"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("came after " + first.id())
        .hasMessageContaining("estover statement --period 2026-10");
    Statement revised = trust.issueStatements(OCTOBER).get(0);
    trust.charges().credit(revised.id(), "CN", LATER, usd(600_00), "outage");
    assertThat(test.ledger.books().balance(revised.receivable(), "USD").isZero()).isTrue();
  }

  @Test
  void whoSharesAChargeDoesNotDependOnWhenItsStatementWasRevised() throws IOException {
    Map<Account, Long> charged = chargedAndRevised(folder.resolve("one"), true);
    assertThat(charged).isEqualTo(chargedAndRevised(folder.resolve("other"), false));
    assertThat(charged.get(ClaimFold.UNCLAIMED)).isLessThanOrEqualTo(0);
  }

  /** What is debited to each account where a month is credited, fined, and stated anew. */
  private static Map<Account, Long> chargedAndRevised(Path folder, boolean chargedFirst)
      throws IOException {
    try (TestTrust one = TestTrust.in(folder)) {
      Trust trust = one.trust;
      Path release = TinyRelease.write(folder.resolve("release"), TinyRelease.texts(3));
      String releaseId = trust.publish(release).releaseId();
      Agreement agreement = one.sign("Model Makers");
      one.report(agreement, 100_000_00);
      Statement statement = trust.issueStatements(OCTOBER).get(0);
      assertThat(statement.total(LineKind.UNCLAIMED)).isEqualTo(usd(1190_01));
      if (chargedFirst) {
        charge(trust, statement);
      }
      trust.registerTrainingRun(
          trust.grant(agreement.id(), releaseId, "train").id(), "pretraining", 20, 3);
      Statement anew = trust.issueStatementsAnew(OCTOBER).get(0);
      if (!chargedFirst) {
        charge(trust, anew);
      }
      TreeMap<Account, Long> balances = new TreeMap<>();
      for (Balance balance : one.ledger.books().balances()) {
        balances.put(balance.account(), balance.netDebit().minorUnits());
      }
      return balances;
    }
  }

  private static void charge(Trust trust, Statement statement) throws IOException {
    trust.charges().credit(statement.id(), "CN", LATER, usd(1000_00), "outage");
    assertThat(trust.charges().lateFee(statement.id(), LATE, LATER)).isPresent();
  }

  @Test
  void noAccountIsLeftBelowZeroByAUnitWhereACreditedMonthIsCorrected() throws IOException {
    Agreement agreement = test.sign("Model Makers");
    report(agreement, OCTOBER, 2_50);
    Statement first = trust.issueStatements(OCTOBER).get(0);
    assertThat(first.due()).isEqualTo(usd(5));
    trust.charges().credit(first.id(), "CN", LATER, usd(2), "outage");
    correct(agreement, OCTOBER, 1_00);
    trust.issueStatements(OCTOBER);
    assertThat(test.ledger.books().balances()).allMatch(balance -> balance.netDebit().isZero());
  }

  @Test
  void anAdvanceAloneThatIsPaidLateBearsAFeeSharedAsAnyAmountWouldBe() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Offer offer =
        trust.publishOffer(
            new Offer(
                "ahead",
                RateCard.parse("advance USD 1000.00 against percent 1/50"),
                DistributionKey.parse("10% 20% 70%"),
                List.of("train"),
                TestTrust.NO_NON_COMMERCIAL));
    Agreement agreement =
        trust.sign(
            offer.id(), walk.agreement().developerId(), "Ahead.", LocalDate.of(2026, 1, 1), null);
    String grant = trust.grant(agreement.id(), walk.releaseId(), "train").id();
    trust.registerTrainingRun(grant, "ahead", 20, 3);
    report(agreement, OCTOBER, 0);
    Statement ahead =
        trust.issueStatements(OCTOBER).stream()
            .filter(each -> each.agreementId().equals(agreement.id()))
            .findFirst()
            .orElseThrow();
    assertThat(ahead.due().isZero()).isTrue();
    assertThat(ahead.asked()).isEqualTo(usd(1000_00));
    LocalDate until = OCTOBER.lastDay().plusDays(60);
    Charge fee = trust.charges().lateFee(ahead.id(), LATE, until).orElseThrow();
    assertThat(fee.amount()).isEqualTo(usd(10_00));
    long holders = 0;
    for (Charge.Line line : fee.lines()) {
      switch (line.account().name()) {
        case "income:administration" -> assertThat(line.amount()).isEqualTo(usd(1_00));
        case "liabilities:commons-fund" -> assertThat(line.amount()).isEqualTo(usd(2_00));
        default -> holders += line.amount().minorUnits();
      }
    }
    assertThat(holders).isEqualTo(7_00);
    assertThat(fee.lines()).hasSizeGreaterThan(3);
    assertThat(trust.charges().lateFee(ahead.id(), LATE, until)).contains(fee);
    trust.charges().trueUp(ahead.id(), "TU", until, usd(50), "audit");
    assertThatThrownBy(() -> trust.charges().credit(ahead.id(), "CN", until, usd(51), "too much"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("of which USD 0.50 is left");
    assertThat(trust.charges().credit(ahead.id(), "CN", until, usd(50), "taken back").lines())
        .isNotEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderOfReportsCorrectionsChargesAndPaymentsKeepsBooksAndStatementsAgreed(long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    TestTrust.Walk walk = test.walk(TinyRelease.texts(seed), "Model Makers");
    List<Period> periods = List.of(OCTOBER, Period.parse("2026-11"), Period.parse("2026-12"));
    trust.issueStatements(OCTOBER);
    for (int step = 0; step < 25; step++) {
      Period period = periods.get(random.nextInt(3));
      act(random, walk.agreement(), period, step);
    }
    List<Statement> counting = new ArrayList<>();
    for (Period period : periods) {
      counting.addAll(trust.issueStatements(period));
    }
    assertThat(counting).allMatch(statement -> StatementCheck.of(statement).isEmpty());
    balancesAgree(counting.get(0));
    long size = test.logSize();
    reopen();
    for (Period period : periods) {
      for (Statement statement : trust.issueStatements(period)) {
        assertThat(counting).contains(statement);
      }
    }
    assertThat(test.logSize()).isEqualTo(size);
  }

  private void act(SplittableRandom random, Agreement agreement, Period period, int step)
      throws IOException {
    Optional<Statement> last =
        trust.statements().stream()
            .filter(statement -> statement.period().equals(period))
            .reduce((first, second) -> second);
    boolean reported = current(agreement, period).isPresent();
    long amount = random.nextLong(1, 100_000_00);
    LocalDate day = LocalDate.of(2026, 11, 1).plusDays(random.nextInt(90));
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        if (reported) {
          refusable(
              () -> {
                correct(agreement, period, amount);
                return "corrected";
              });
        } else {
          report(agreement, period, amount);
        }
      }
      case 2 -> trust.issueStatements(period);
      case 3 ->
          trust
              .payments()
              .receive(agreement.developerId(), "bank " + step, day, usd(1 + amount / 100));
      case 4 -> {
        if (last.isPresent()) {
          trust.charges().lateFee(last.get().id(), LATE, day);
        }
      }
      default -> {
        if (last.isPresent() && !last.get().due().isZero()) {
          refusable(
              () ->
                  trust
                      .charges()
                      .credit(last.get().id(), "CN " + step, day, usd(1 + amount / 1000), "x"));
          refusable(
              () ->
                  trust
                      .charges()
                      .trueUp(last.get().id(), "TU " + step, day, usd(1 + amount / 3000), "x"));
        }
      }
    }
  }

  private interface Doing {
    Object act() throws IOException;
  }

  /** A credit note may be more than is left; that is refused and changes nothing. */
  private static void refusable(Doing doing) throws IOException {
    try {
      doing.act();
    } catch (TermsRefusedException e) {
      assertThat(e.getMessage()).containsAnyOf("is left", "may leave less of it");
    }
  }

  /** The books hold what the statements that count say, and nothing else. */
  private void booksHold(List<Statement> counting) throws IOException {
    TreeMap<Account, Long> expected = new TreeMap<>();
    for (Statement statement : counting) {
      expected.merge(statement.receivable(), statement.asked().minorUnits(), Long::sum);
      for (StatementLine line : statement.lines()) {
        expected.merge(line.account(), -line.amount().minorUnits(), Long::sum);
      }
    }
    expected.values().removeIf(units -> units == 0);
    TreeMap<Account, Long> found = new TreeMap<>();
    for (Balance balance : test.ledger.books().balances()) {
      found.merge(balance.account(), balance.netDebit().minorUnits(), Long::sum);
    }
    found.values().removeIf(units -> units == 0);
    assertThat(found).isEqualTo(expected);
  }

  /** What is said to be open is what the books say the developer owes. */
  private void balancesAgree(Statement any) throws IOException {
    List<Receivables> owed = trust.payments().owed(any.developer().id());
    assertThat(owed).hasSize(1);
    assertThat(test.ledger.books().balance(any.receivable(), "USD"))
        .isEqualTo(owed.get(0).balance());
  }

  private Optional<RevenueReport> current(Agreement agreement, Period period) throws IOException {
    return new TrustState(test.ledger, trust.releases())
        .register()
        .reportOf(agreement.id(), period);
  }

  private void report(Agreement agreement, Period period, long gross) throws IOException {
    trust.reportRevenue(agreement.id(), period, usd(gross), List.of());
  }

  private void correct(Agreement agreement, Period period, long gross) throws IOException {
    String replaces = current(agreement, period).orElseThrow().id();
    trust.correctRevenue(agreement.id(), period, usd(gross), List.of(), replaces);
  }

  private void reopen() throws IOException {
    test.close();
    test = TestTrust.reopened(folder);
    trust = test.trust;
  }

  private static Money usd(long cents) {
    return Money.of(cents, "USD");
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 6)
        : LongStream.of(Long.getLong("seed"));
  }
}
