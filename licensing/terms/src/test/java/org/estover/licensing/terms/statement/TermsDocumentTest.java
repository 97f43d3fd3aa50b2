package org.estover.licensing.terms.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.WorkedTables;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.RoyaltyBasis;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.deed.CoOwners;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.NetRevenue;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.Recoupment;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.payout.Payout;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Usage;
import org.estover.licensing.terms.usage.UsageLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Computes every worked row of {@code licensing/TERMS.md}. */
final class TermsDocumentTest {

  private static final Period PERIOD = Period.parse("2026-10");

  @ParameterizedTest
  @MethodSource("netRevenue")
  void netRevenueIsAsWorked(List<String> row) {
    String currency = row.get(0);
    List<Deduction> deductions =
        words(row.get(2)).map(a -> new Deduction("d", Money.parse(a, currency))).toList();
    RevenueReport report =
        new RevenueReport("agr_aaaa", PERIOD, Money.parse(row.get(1), currency), deductions);
    assertThat(report.net().decimal()).isEqualTo(row.get(3));
  }

  @ParameterizedTest
  @MethodSource("amountDue")
  void theAmountDueIsAsWorked(List<String> row) {
    RateCard card = RateCard.parse(row.get(0));
    Money net = Money.parse(row.get(2), row.get(1));
    assertThat(card.canonical()).isEqualTo(row.get(0));
    assertThat(card.exactMinorUnits(RoyaltyBasis.of(net))).hasToString(row.get(3));
    assertThat(card.due(RoyaltyBasis.of(net)).decimal()).isEqualTo(row.get(4));
  }

  @ParameterizedTest
  @MethodSource("cappedDeductions")
  void cappedDeductionsAreAsWorked(List<String> row) {
    String currency = row.get(1);
    List<Deduction> reported =
        words(row.get(3))
            .map(text -> text.split("=", -1))
            .map(w -> new Deduction(w[0], Money.parse(w[1], currency)))
            .toList();
    RevenueReport report =
        new RevenueReport("agr_aaaa", PERIOD, Money.parse(row.get(2), currency), reported);
    List<AllowedDeduction> allowed =
        Arrays.stream(row.get(0).split(", ", -1)).map(AllowedDeduction::parse).toList();
    NetRevenue net = NetRevenue.of(report, offer("100%", allowed));
    assertThat(net.taken().stream().map(deduction -> deduction.amount().decimal()))
        .containsExactlyElementsOf(words(row.get(4)).toList());
    assertThat(net.net().decimal()).isEqualTo(row.get(5));
  }

  @ParameterizedTest
  @MethodSource("discounts")
  void discountsUnitsAndTheTrustsShareAreAsWorked(List<String> row) {
    RateCard card = RateCard.parse(row.get(0));
    TreeMap<String, Long> units = new TreeMap<>();
    if (!row.get(2).isEmpty()) {
      String[] sold = row.get(2).split("=", -1);
      units.put(sold[0], Long.parseLong(sold[1]));
    }
    RoyaltyBasis base =
        new RoyaltyBasis(
            Money.parse(row.get(1), "USD"),
            units,
            LicenseeClass.of(row.get(3)),
            VerificationLevel.of(row.get(4)),
            Ratio.parse(row.get(5)));
    assertThat(card.canonical()).isEqualTo(row.get(0));
    assertThat(card.exactMinorUnits(base)).hasToString(row.get(6));
    assertThat(card.due(base).decimal()).isEqualTo(row.get(7));
  }

  @ParameterizedTest
  @MethodSource("amendments")
  void amendmentsInMidPeriodAreAsWorked(List<String> row) {
    List<TermsSegment> terms =
        Arrays.stream(row.get(0).split("; ", -1))
            .map(text -> text.split("[- ]", 3))
            .map(
                w ->
                    new TermsSegment(
                        offer(w[2], List.of()),
                        PERIOD.firstDay().withDayOfMonth(Integer.parseInt(w[0])),
                        PERIOD.firstDay().withDayOfMonth(Integer.parseInt(w[1]))))
            .toList();
    RevenueReport report =
        new RevenueReport("agr_aaaa", PERIOD, Money.parse(row.get(1), "USD"), List.of());
    Obligation obligation = Obligation.of(report, terms, Pricing.PLAIN);
    assertThat(obligation.exact()).hasToString(row.get(2));
    assertThat(obligation.due().decimal()).isEqualTo(row.get(3));
  }

  @ParameterizedTest
  @MethodSource("advances")
  void advancesAreAsWorked(List<String> row) {
    Money advance = Money.parse(row.get(0), "USD");
    Money before = Money.zero("USD");
    List<String> recouped = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String due : words(row.get(1)).toList()) {
      Recoupment month = Recoupment.of(advance, before, Money.parse(due, "USD"));
      before = before.plus(month.recouped());
      recouped.add(month.recouped().decimal());
      left.add(month.left().decimal());
    }
    assertThat(recouped).containsExactlyElementsOf(words(row.get(2)).toList());
    assertThat(left).containsExactlyElementsOf(words(row.get(3)).toList());
  }

  private static Offer offer(String card, List<AllowedDeduction> deductions) {
    return new Offer(
        "worked",
        RateCard.parse(card),
        DistributionKey.parse("0% 0% 100%"),
        List.of("training"),
        Scope.EVERYTHING,
        deductions,
        Conditions.NONE);
  }

  @ParameterizedTest
  @MethodSource("distribution")
  void theDistributionIsAsWorked(List<String> row) {
    DistributionKey.Parts parts =
        DistributionKey.parse(row.get(0)).split(Money.parse(row.get(2), row.get(1)));
    assertThat(parts.administration().decimal()).isEqualTo(row.get(3));
    assertThat(parts.commons().decimal()).isEqualTo(row.get(4));
    assertThat(parts.holders().decimal()).isEqualTo(row.get(5));
  }

  @ParameterizedTest
  @MethodSource("reserve")
  void theDistributionWithAReserveIsAsWorked(List<String> row) {
    DistributionKey.Parts parts =
        DistributionKey.parse(row.get(0)).split(Money.parse(row.get(2), row.get(1)));
    assertThat(
            Stream.of(parts.administration(), parts.reserve(), parts.commons(), parts.holders())
                .map(Money::decimal))
        .containsExactlyElementsOf(row.subList(3, 7));
  }

  @ParameterizedTest
  @MethodSource("coOwners")
  void coOwnersGetWhatIsWorked(List<String> row) {
    SortedMap<String, BigInteger> holders = new TreeMap<>();
    words(row.get(2))
        .map(text -> text.split("=", -1))
        .forEach(w -> holders.put(w[0].replace("?", ""), new BigInteger(w[1])));
    String[] shared = row.get(3).split(":", -1);
    List<Ownership.Owner> owners =
        Arrays.stream(shared[1].split(",", -1))
            .map(text -> text.split("=", -1))
            .map(w -> new Ownership.Owner(w[0], Ratio.parse(w[1])))
            .toList();
    Ownership ownership = new Ownership("pty_aaaa", shared[0], PERIOD.firstDay(), owners);
    SortedMap<String, BigInteger> payees = new CoOwners(List.of(ownership)).payees(holders);
    List<String> names = new ArrayList<>(payees.keySet());
    if (names.remove("")) {
      names.add("");
    }
    List<BigInteger> weights =
        names.stream().map(name -> payees.getOrDefault(name, BigInteger.ZERO)).toList();
    List<Money> amounts = Allotment.split(Money.parse(row.get(1), row.get(0)), weights);
    List<String> worked = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      worked.add((names.get(i).isEmpty() ? "?" : names.get(i)) + "=" + amounts.get(i).decimal());
    }
    assertThat(worked).containsExactlyElementsOf(words(row.get(4)).toList());
  }

  @ParameterizedTest
  @MethodSource("claims")
  void claimsGetWhatIsWorked(List<String> row) {
    Claim claim =
        new Claim(
            "pty_aaaa",
            "Ada",
            ClaimScope.parse("ada.test"),
            Ratio.parse(row.get(2)),
            PERIOD.firstDay());
    Money line = Money.parse(row.get(1), row.get(0));
    assertThat(claim.of(line, Ratio.parse(row.get(3)), Ratio.parse(row.get(4))).decimal())
        .isEqualTo(row.get(5));
  }

  @ParameterizedTest
  @MethodSource("payouts")
  void payoutsAreAsWorked(List<String> row) {
    String currency = row.get(0);
    Money amount = Money.parse(row.get(1), currency).minus(Money.parse(row.get(2), currency));
    String reason =
        Payout.reason(amount, Money.parse(row.get(3), currency), row.get(4).equals("yes"));
    assertThat(reason.isEmpty() ? "paid" : reason).isEqualTo(row.get(5));
  }

  @ParameterizedTest
  @MethodSource("rightsHolders")
  void rightsHoldersGetWhatIsWorked(List<String> row) {
    List<UsageLine> usage =
        words(row.get(2))
            .map(text -> text.split("=", -1))
            .map(w -> new UsageLine("web", "", w[0].replace("?", ""), Long.parseLong(w[1])))
            .toList();
    Offer offer =
        new Offer(
            "all to the holders",
            RateCard.parse("100%"),
            DistributionKey.parse("0% 0% 100%"),
            List.of("train"),
            Scope.EVERYTHING);
    List<TrainingRun> runs =
        List.of(new TrainingRun("grt_aaaa", "rel_aaaa", "one", 1, 1, new Usage(usage)));
    RevenueReport report =
        new RevenueReport("agr_aaaa", PERIOD, Money.parse(row.get(1), row.get(0)), List.of());
    Basis basis =
        new Basis(
            Party.of("trust", "pty_aaaa", "The Commons", ""),
            Party.of("developer", "pty_bbbb", "Ada's Models", ""),
            "agr_aaaa",
            PERIOD,
            List.of(new TermsSegment(offer, PERIOD.firstDay(), PERIOD.lastDay())),
            offer.key(),
            List.of(RandomBasis.earning(report, runs)),
            History.none(PERIOD.lastDay()),
            1);
    assertThat(
            Settlement.of(basis, RandomBasis.IDS).lines().stream()
                .filter(line -> line.tokens() > 0)
                .map(line -> line.amount().decimal()))
        .containsExactlyElementsOf(words(row.get(3)).toList());
  }

  @ParameterizedTest
  @MethodSource("partyIds")
  void partyIdsAreAsWorked(List<String> row) {
    PartyIds ids = PartyIds.saltedBy(row.get(0).getBytes(StandardCharsets.UTF_8));
    assertThat(ids.idOf(row.get(1), row.get(2))).isEqualTo(row.get(3));
  }

  /** A table that no test computes would say what it likes. */
  @Test
  void everyTableIsComputed() throws IOException {
    assertThat(WorkedTables.names())
        .containsExactlyInAnyOrder(
            "net revenue",
            "amount due",
            "capped deductions",
            "discounts, units and the trust's share",
            "amendments in mid-period",
            "advances",
            "distribution",
            "distribution with a reserve",
            "co-owners",
            "claims",
            "payouts",
            "rights holders",
            "party ids",
            // FreshTokensTest
            "new text",
            // WorkedUsageTest
            "models",
            "inherited credit",
            "license classes",
            // WorkedReceivablesTest
            "restatements",
            "late fees",
            "shared charges");
  }

  static List<List<String>> netRevenue() throws IOException {
    return WorkedTables.rows("net revenue", 3);
  }

  static List<List<String>> amountDue() throws IOException {
    return WorkedTables.rows("amount due", 13);
  }

  static List<List<String>> cappedDeductions() throws IOException {
    return WorkedTables.rows("capped deductions", 4);
  }

  static List<List<String>> discounts() throws IOException {
    return WorkedTables.rows("discounts, units and the trust's share", 10);
  }

  static List<List<String>> amendments() throws IOException {
    return WorkedTables.rows("amendments in mid-period", 5);
  }

  static List<List<String>> advances() throws IOException {
    return WorkedTables.rows("advances", 2);
  }

  static List<List<String>> distribution() throws IOException {
    return WorkedTables.rows("distribution", 4);
  }

  static List<List<String>> reserve() throws IOException {
    return WorkedTables.rows("distribution with a reserve", 3);
  }

  static List<List<String>> coOwners() throws IOException {
    return WorkedTables.rows("co-owners", 3);
  }

  static List<List<String>> claims() throws IOException {
    return WorkedTables.rows("claims", 4);
  }

  static List<List<String>> payouts() throws IOException {
    return WorkedTables.rows("payouts", 5);
  }

  static List<List<String>> rightsHolders() throws IOException {
    return WorkedTables.rows("rights holders", 4);
  }

  static List<List<String>> partyIds() throws IOException {
    return WorkedTables.rows("party ids", 2);
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ", -1));
  }
}
