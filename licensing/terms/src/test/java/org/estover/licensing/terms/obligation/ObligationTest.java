package org.estover.licensing.terms.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RandomCard;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ObligationTest {

  private static final Period PERIOD = Period.parse("2026-10");

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAmendmentToEqualTermsChangesNothing(long seed) {
    RandomCard random = new RandomCard(seed);
    RateCard card = random.card();
    RevenueReport report = report(random.base().net());
    Pricing pricing = new Pricing(VerificationLevel.L1, random.ratio());
    Obligation whole = Obligation.of(report, List.of(segment(card, 1, 31)), pricing);
    int day = 1 + (int) (Math.abs(seed) % 30);
    List<TermsSegment> halves = List.of(segment(card, 1, day), segment(card, day + 1, 31));
    assertThat(Obligation.of(report, halves, pricing).exact()).isEqualTo(whole.exact());
    assertThat(Obligation.of(report, halves, pricing).due()).isEqualTo(whole.due());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAmendmentInMidPeriodIsTheMeanOverItsDays(long seed) {
    RandomCard random = new RandomCard(seed);
    List<RateCard> cards = List.of(random.card(), random.card(), random.card());
    RevenueReport report = report(random.base().net());
    Pricing pricing = new Pricing(VerificationLevel.L2, random.ratio());
    SplittableRandom days = new SplittableRandom(seed);
    int second = 2 + days.nextInt(20);
    int third = second + 1 + days.nextInt(31 - second);
    List<TermsSegment> terms =
        List.of(
            segment(cards.get(0), 1, second - 1),
            segment(cards.get(1), second, third - 1),
            segment(cards.get(2), third, 31));
    Ratio sum = Ratio.ZERO;
    for (int day = 1; day <= 31; day++) {
      RateCard card = cards.get(day < second ? 0 : day < third ? 1 : 2);
      sum = sum.plus(Obligation.of(report, List.of(segment(card, day, day)), pricing).exact());
    }
    Obligation obligation = Obligation.of(report, terms, pricing);
    assertThat(obligation.exact().times(Ratio.of(31, 1))).isEqualTo(sum);
    assertThat(obligation.due().minorUnits())
        .isEqualTo(sum.times(Ratio.of(1, 31)).halfEven().longValueExact());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLastStepIsTheAmountDue(long seed) {
    RandomCard random = new RandomCard(seed);
    RevenueReport report = report(random.base().net());
    List<TermsSegment> terms = new ArrayList<>(List.of(segment(random.card(), 1, 10)));
    if (seed % 2 == 0) {
      terms.add(segment(random.card(), 11, 31));
    }
    Obligation obligation = Obligation.of(report, terms, Pricing.PLAIN);
    List<Step> steps = obligation.steps();
    assertThat(steps.get(steps.size() - 1).exact())
        .isEqualTo(new Ratio(obligation.minorUnits(), BigInteger.ONE));
    assertThat(obligation.why()).endsWith(" = " + obligation.due());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void netRevenueIsGrossLessEachDeductionUpToItsCap(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long gross = random.nextLong(10_000);
    List<String> names = List.of("taxes", "refunds", "fees");
    List<Deduction> reported = new ArrayList<>();
    long[] claimed = new long[3];
    for (int i = random.nextInt(6); i > 0; i--) {
      int name = random.nextInt(3);
      long amount = random.nextLong(4_000);
      claimed[name] += amount;
      reported.add(new Deduction(names.get(name), Money.of(amount, "USD")));
    }
    long[] caps = {gross, gross * 10 / 100, 500};
    long net = gross;
    for (int i = 0; i < 3; i++) {
      net -= Math.min(claimed[i], caps[i]);
    }
    RevenueReport report = new RevenueReport("agr_aaaa", PERIOD, Money.of(gross, "USD"), reported);
    NetRevenue revenue =
        NetRevenue.of(report, offer("1%", "taxes", "refunds=10%", "fees=USD 5.00"));
    assertThat(revenue.net()).isEqualTo(Money.of(Math.max(0, net), "USD"));
    assertThat(NetRevenue.of(report, offer("1%")).net()).isEqualTo(report.net());
  }

  @Test
  void aDeductionSplitInTwoIsCappedAsOne() {
    Money half = Money.of(400, "USD");
    List<Deduction> split = List.of(new Deduction("fees", half), new Deduction("fees", half));
    RevenueReport report = new RevenueReport("agr_aaaa", PERIOD, Money.of(1000, "USD"), split);
    NetRevenue revenue = NetRevenue.of(report, offer("1%", "fees=USD 5.00"));
    assertThat(revenue.net()).isEqualTo(Money.of(500, "USD"));
    assertThat(revenue.taken()).containsExactly(new Deduction("fees", Money.of(500, "USD")));
  }

  @Test
  void stepsTellEachNumberOnTheWay() {
    Offer offer =
        offer(
            "cap USD 150.00 on minimum USD 5.00 or greater of discount l1:1/10 on percent 1/50 and"
                + " per-unit USD 1.50 per 1000 subscribers",
            "fees=10%");
    RevenueReport report =
        new RevenueReport(
                "agr_aaaa",
                PERIOD,
                Money.of(10_000_00, "USD"),
                List.of(new Deduction("fees", Money.of(2_000_00, "USD"))))
            .withUnits(new TreeMap<>(Map.of("subscribers", 12_000L)));
    Obligation obligation =
        Obligation.of(
            report,
            List.of(new TermsSegment(offer, PERIOD.firstDay(), PERIOD.lastDay())),
            new Pricing(VerificationLevel.L2, Ratio.of(4, 5)));
    assertThat(obligation.steps().stream().map(step -> step.text() + " = " + step.exact()))
        .containsExactly(
            "net: USD 10000.00 less USD 1000.00 fees = 900000/1",
            "2% of USD 9000.00 = 18000/1",
            "times 4/5, the trust's share of the training tokens = 14400/1",
            "less 10% for level l2 = 12960/1",
            "USD 1.50 per 1000 of 12000 subscribers = 1800/1",
            "the greatest of 2 = 12960/1",
            "at least USD 5.00 = 12960/1",
            "at most USD 150.00 = 12960/1");
    assertThat(obligation.due()).isEqualTo(Money.of(129_60, "USD"));
  }

  @Test
  void theClassIsThatOfTheDays() {
    RateCard card = RateCard.parse("discount research:100% on percent 1/10");
    Offer offer = offer(card.canonical());
    TermsSegment research =
        new TermsSegment(
            offer, LicenseeClass.RESEARCH, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 10));
    List<TermsSegment> terms = List.of(research, segment(card, 11, 31));
    Money due = Obligation.of(report(Money.of(310_00, "USD")), terms, Pricing.PLAIN).due();
    assertThat(due).isEqualTo(Money.of(21_00, "USD"));
  }

  @Test
  void withoutTermsOrInAnotherCurrencyNothingIsPriced() {
    RevenueReport euros = report(Money.of(1, "EUR"));
    assertThatThrownBy(() -> Obligation.of(euros, List.of(), Pricing.PLAIN))
        .hasMessageContaining("no terms hold");
    TermsSegment dollars =
        new TermsSegment(offer("1%", "fees=USD 1.00"), PERIOD.firstDay(), PERIOD.lastDay());
    assertThatThrownBy(() -> Obligation.of(euros, List.of(dollars), Pricing.PLAIN))
        .hasMessageContaining("EUR");
  }

  private static TermsSegment segment(RateCard card, int from, int to) {
    return new TermsSegment(
        offer(card.canonical()), LocalDate.of(2026, 10, from), LocalDate.of(2026, 10, to));
  }

  private static Offer offer(String card, String... deductions) {
    return new Offer(
        "standard",
        RateCard.parse(card),
        DistributionKey.parse("10% 20% 70%"),
        List.of("train"),
        Scope.EVERYTHING,
        List.of(deductions).stream().map(AllowedDeduction::parse).toList(),
        Conditions.NONE);
  }

  private static RevenueReport report(Money gross) {
    return new RevenueReport("agr_aaaa", PERIOD, gross, List.of())
        .withUnits(new TreeMap<>(Map.of("subscribers", 777L)));
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 50)
        : LongStream.of(Long.getLong("seed"));
  }
}
