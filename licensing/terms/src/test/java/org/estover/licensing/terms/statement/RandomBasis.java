package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.PercentOfRevenue;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Usage;
import org.estover.licensing.terms.usage.UsageLine;

/** Makes the bases of statements from seeds, small and huge, with ties and unknown holders. */
final class RandomBasis {

  static final PartyIds IDS =
      PartyIds.saltedBy("a salt for tests".getBytes(StandardCharsets.UTF_8));

  static final Period PERIOD = Period.parse("2026-10");

  private static final String DEVELOPER = "pty_0123456789abcdef0123456789abcdef";
  private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");

  private final SplittableRandom random;

  private RandomBasis(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Basis of(long seed) {
    return new RandomBasis(seed).basis();
  }

  private Basis basis() {
    String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    Offer offer = new Offer("standard", card(currency), key(), List.of("train"), Scope.EVERYTHING);
    RevenueReport report = report(currency);
    List<TrainingRun> runs = trainingRuns();
    return new Basis(
        Party.of("trust", "pty_aaaa", "The Commons", ""),
        Party.of("developer", DEVELOPER, "Ada's Models", ""),
        report.agreementId(),
        PERIOD,
        List.of(new TermsSegment(offer, PERIOD.firstDay(), PERIOD.lastDay())),
        offer.key(),
        List.of(earning(report, runs)),
        History.none(PERIOD.lastDay()),
        1 + random.nextInt(1000));
  }

  static Earning earning(RevenueReport report, List<TrainingRun> runs) {
    return new Earning(report, "", trained(runs), runs, UnaryOperator.identity());
  }

  static TrainedData trained(List<TrainingRun> runs) {
    Usage usage = Usage.NONE;
    for (TrainingRun run : runs) {
      usage = usage.plus(run.usage());
    }
    TreeMap<String, BigInteger> weights = new TreeMap<>();
    usage.byHolder().forEach((holder, tokens) -> weights.put(holder, BigInteger.valueOf(tokens)));
    return new TrainedData(
        weights, BigInteger.valueOf(usage.tokens()), Ratio.ONE, VerificationLevel.L0, true);
  }

  private RateCard card(String currency) {
    RateCard percent = new PercentOfRevenue(Ratio.of(random.nextInt(1000), 999));
    return switch (random.nextInt(3)) {
      case 0 -> percent;
      case 1 -> RateCard.parse("tiers " + currency + " 0:2% 1000:1/3 5000:1/7");
      default -> RateCard.parse("minimum " + currency + " 12 or " + percent.canonical());
    };
  }

  private DistributionKey key() {
    int administration = random.nextInt(50);
    int commons = random.nextInt(50);
    return new DistributionKey(
        Ratio.of(administration, 101),
        Ratio.of(commons, 101),
        Ratio.of(101 - administration - commons, 101));
  }

  private RevenueReport report(String currency) {
    long gross = random.nextLong(random.nextBoolean() ? 1000 : 1L << 55);
    List<Deduction> deductions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      deductions.add(new Deduction("fee " + i, Money.of(random.nextLong(gross + 1), currency)));
    }
    return new RevenueReport("agr_cccc", PERIOD, Money.of(gross, currency), deductions);
  }

  private List<TrainingRun> trainingRuns() {
    List<TrainingRun> runs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<UsageLine> lines = new ArrayList<>();
      for (int line = 1 + random.nextInt(40); line > 0; line--) {
        long tokens = random.nextBoolean() ? 7 : 1 + random.nextLong(1L << 50);
        lines.add(new UsageLine("source " + line % 3, "MIT", holder(), tokens));
      }
      runs.add(new TrainingRun("grt_dddd", "rel_eeee", "run " + i, 10, 4, new Usage(lines)));
    }
    return runs;
  }

  private String holder() {
    return random.nextInt(10) == 0 ? "" : "holder " + random.nextInt(20);
  }
}
