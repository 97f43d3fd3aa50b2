package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.SignatureKey;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.receivable.LateTerms;
import org.estover.licensing.terms.receivable.Receivables;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchChain;
import org.estover.tokenize.reconstruct.ChainLog;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Derived;

/**
 * A year of a trust with most of what can happen in one: developers under several cards train, by
 * themselves and from each other's models, report each month, pay late, correct a quarter, amend
 * their terms; rights holders claim and are paid.
 */
final class TrustYear {

  /** How many of each a year has. */
  record Size(int developers, int holders, int trainingRuns, int releases) {}

  private static final int YEAR = 2026;
  private static final int SEQUENCES_PER_STEP = 4;
  private static final LateTerms LATE = new LateTerms(Ratio.parse("1.5%"), Ratio.parse("1%"), 30);
  private static final List<String> CARDS =
      List.of(
          "percent 1/50",
          "tiers USD 0.00:1/50 1000000.00:1/100 20000000.00:1/333",
          "minimum USD 500.00 or discount l1:1/10 l2:1/5 small:1/2 on percent 1/50",
          "greater of percent 1/50 and per-unit USD 1.50 per 1000 subscribers",
          "cap USD 150000.00 on percent 1/30",
          "advance USD 5000.00 against percent 3/100",
          "percent 1/40",
          "cap EUR 90000.00 on minimum EUR 100.00 or greater of percent 1/60 and percent 1/70");

  /** Offers from here on are in euros. */
  private static final int FIRST_IN_EUROS = 6;

  private final TestTrust test;
  private final Trust trust;
  private final Size size;
  private final SplittableRandom random;
  private final List<String> releases = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private final Map<String, TestKey> keys = new TreeMap<>();
  private final Map<String, List<Model>> models = new TreeMap<>();
  private final Map<String, Statement> issued = new LinkedHashMap<>();

  TrustYear(TestTrust test, Size size, long seed) {
    this.test = test;
    this.trust = test.trust;
    this.size = size;
    this.random = new SplittableRandom(seed);
  }

  /** Every statement that was issued, as it was returned then, by its id. */
  Map<String, Statement> issued() {
    return issued;
  }

  static List<Period> months() {
    List<Period> months = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      months.add(new Period(YEAR, month));
    }
    return months;
  }

  /** Lives through the year, up to the statements of December. */
  void live() throws IOException {
    publish();
    sign();
    accounts();
    int runs = 0;
    for (Period month : months()) {
      // A year's training runs, evenly over the months, with each developer's first in January.
      int until =
          size.developers() + (size.trainingRuns() - size.developers()) * number(month) / 12;
      while (runs < until) {
        train(runs++);
      }
      happens(month);
      for (int developer = 0; developer < size.developers(); developer++) {
        report(developer, month);
      }
      issue(month);
      settle(month);
    }
  }

  private void issue(Period month) throws IOException {
    for (Statement statement : trust.issueStatements(month)) {
      issued.put(statement.id(), statement);
    }
  }

  private static int number(Period month) {
    return month.firstDay().getMonthValue();
  }

  /** Releases with three texts of each of their rights holders, and some of nobody known. */
  private void publish() throws IOException {
    int share = size.holders() / size.releases();
    for (int release = 0; release < size.releases(); release++) {
      List<TinyRelease.Text> texts = new ArrayList<>();
      for (int i = 0; i < 3 * share; i++) {
        int holder = release * share + i % share;
        texts.add(text(i, "holder" + holder + ".test/" + release + "/" + i, "Holder " + holder));
        if (i % 20 == 0) {
          texts.add(text(i, "nobody" + i % 3 + ".test/" + release + "/" + i, ""));
        }
      }
      Path folder = test.folder.resolve("release-" + release);
      String id = trust.publish(TinyRelease.write(folder, texts)).releaseId();
      Derived.writeHosts(trust.releases().open(id));
      releases.add(id);
    }
  }

  private TinyRelease.Text text(int i, String place, String holder) {
    String source = List.of("web", "code", "books").get(i % 3);
    String license = List.of("MIT", "CC0-1.0", "Apache-2.0 OR MIT").get(random.nextInt(3));
    return TinyRelease.text(random, source, "https://" + place, license, holder);
  }

  private void sign() throws IOException {
    for (int i = 0; i < CARDS.size(); i++) {
      String key = i % 2 == 0 ? "10% 20% 70%" : "10% 5% 15% 70%";
      offers.add(
          trust.publishOffer(
              new Offer(
                  "offer " + i,
                  RateCard.parse(CARDS.get(i)),
                  DistributionKey.parse(key),
                  List.of("train"),
                  TestTrust.NO_NON_COMMERCIAL)));
    }
    for (int i = 0; i < size.developers(); i++) {
      String developer = trust.registerDeveloper("Developer " + i, "").id();
      LicenseeClass licensee = i % 3 == 0 ? LicenseeClass.SMALL : LicenseeClass.COMMERCIAL;
      agreements.add(
          trust
              .licenses()
              .sign(
                  new Agreement(
                      offer(i).id(),
                      developer,
                      "We agree.",
                      LocalDate.of(YEAR, 1, 1),
                      Optional.empty(),
                      licensee,
                      "")));
      TestKey key = new TestKey();
      trust.keys().register(new SignatureKey(developer, key.publicKey(), ""));
      keys.put(developer, key);
    }
  }

  private Offer offer(int developer) {
    return offers.get(developer % offers.size());
  }

  private String currency(int developer) {
    return developer % offers.size() < FIRST_IN_EUROS ? "USD" : "EUR";
  }

  /** One in fifty rights holders says how it is paid. */
  private void accounts() throws IOException {
    for (int holder = 0; holder < size.holders(); holder += 50) {
      trust
          .payees()
          .register("Holder " + holder, "", BankAccount.parse("DE89 3704 0044 0532 0130 00"));
    }
  }

  /** The developer's next training run; those of a release's first reader read all of it. */
  private void train(int number) throws IOException {
    int developer = number % size.developers();
    Agreement agreement = agreements.get(developer);
    int round = number / size.developers();
    String release = releases.get((number + round) % releases.size());
    String grant = trust.grant(agreement.id(), release, "train").id();
    long steps;
    try (Reconstruct order = trust.releases().ordered(release, "")) {
      steps = order.positions() / SEQUENCES_PER_STEP;
    }
    if (number >= releases.size()) {
      steps = random.nextLong(1, steps + 1);
    }
    long foreign = developer % 4 == 3 ? random.nextLong(100_000) : 0;
    TrainingRun run =
        trust
            .trainings()
            .register(
                new DeclaredTraining(
                    grant, "run " + number, steps, SEQUENCES_PER_STEP, Optional.empty(), foreign));
    verify(developer, run);
    if (developer % 10 == 7) {
      model(agreement.developerId(), run);
    }
  }

  /** A third of the developers show nothing, a third sign, a third log their batches as well. */
  private void verify(int developer, TrainingRun run) throws IOException {
    if (developer % 3 == 1) {
      TestKey key = Objects.requireNonNull(keys.get(agreements.get(developer).developerId()));
      byte[] signed = trust.verifications().transcript(run.id(), null).signed();
      LocalDate day = LocalDate.of(YEAR, 1, 1);
      trust.verifications().verifySignature(run.id(), null, key.sign(signed), day);
    } else if (developer % 3 == 2) {
      trust.verifications().verifyChain(run.id(), chain(run));
    }
  }

  private Path chain(TrainingRun run) throws IOException {
    Path file = test.folder.resolve("chain-" + run.id());
    BatchPlan plan = new BatchPlan(run.sequencesPerStep());
    try (Reconstruct order = trust.releases().ordered(run.releaseId(), "");
        ChainLog.Writer writer = ChainLog.write(file, order.dataId(), plan)) {
      BatchChain chain = BatchChain.of(order.dataId());
      for (long step = 0; step < run.steps(); step++) {
        List<int[]> tokens = new ArrayList<>();
        for (long at = plan.firstPosition(step); at < plan.endPosition(step); at++) {
          tokens.add(order.tokens(at));
        }
        chain = chain.then(BatchChain.stepSha256(tokens));
        writer.add(chain);
      }
      writer.finish();
    }
    return file;
  }

  /** A base model, and then a fine-tune of the newest with an adapter of it, for each run. */
  private void model(String developer, TrainingRun run) throws IOException {
    List<Model> all = models.computeIfAbsent(developer, id -> new ArrayList<>());
    if (all.isEmpty()) {
      all.add(trust.models().register(new Model(developer, "base", "", Ratio.ZERO, run.id())));
    } else {
      String parent = all.get(all.size() - 1).id();
      String name = "tuned " + all.size();
      Model tuned = new Model(developer, name, parent, Ratio.of(9, 10), run.id());
      all.add(trust.models().register(tuned));
      Model adapter = new Model(developer, name + " adapter", tuned.id(), Ratio.of(3, 4), "");
      all.add(trust.models().register(adapter));
    }
  }

  /** What happens in a month before its revenue is reported. */
  private void happens(Period month) throws IOException {
    LocalDate day = month.firstDay().plusDays(15);
    switch (number(month)) {
      case 3 -> claim("Cleo", ClaimScope.parse("nobody0.test"), Ratio.ONE, day);
      case 4 -> trust.licenses().amend(amendment(0, LicenseeClass.COMMERCIAL, 1, day));
      case 5 -> claim("Dan", ClaimScope.parse("nobody1.test/0"), Ratio.of(1, 3), day);
      case 6 -> trust.licenses().amend(amendment(2, LicenseeClass.SMALL, 4, day));
      case 7 -> {
        trust.deed().publishKey(month.firstDay(), DistributionKey.parse("12% 8% 10% 70%"));
        pay(Period.parse(YEAR + "-06"), day);
      }
      case 8 -> trust.disputes().open(claimOf("Dan"), "Eve", "these pages are mine", day);
      case 9 -> restate(day);
      case 10 -> trust.disputes().resolve(disputeOf("Dan"), "upheld", List.of(), "shown", day);
      case 12 -> pay(Period.parse(YEAR + "-11"), LocalDate.of(YEAR, 12, 20));
      default -> {
        // A quiet month.
      }
    }
  }

  private Amendment amendment(int developer, LicenseeClass licensee, int offer, LocalDate from) {
    return new Amendment(
        agreements.get(developer).id(), offers.get(offer).id(), licensee, "Other terms.", from);
  }

  private void claim(String name, ClaimScope scope, Ratio share, LocalDate day) throws IOException {
    ClaimStatus filed = trust.claims().file(name, List.of(scope), share, day).get(0);
    trust.claims().grant(filed.claim().id(), "dns-txt", day.plusDays(3));
  }

  private String claimOf(String name) throws IOException {
    return trust.claims().list().stream()
        .filter(status -> status.claim().name().equals(name))
        .findFirst()
        .orElseThrow()
        .claim()
        .id();
  }

  private String disputeOf(String name) throws IOException {
    String claim = claimOf(name);
    return trust.disputes().list().stream()
        .filter(dispute -> dispute.claimId().equals(claim))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** What came in is paid on, to those with an account and more than a little. */
  private void pay(Period month, LocalDate day) throws IOException {
    Map<String, Money> least = Map.of("USD", Money.of(25_00, "USD"), "EUR", Money.of(20_00, "EUR"));
    trust.payouts().pay(month, new TreeMap<>(least), day);
  }

  /** A third of the developers have found that the second quarter's figures were others. */
  private void restate(LocalDate day) throws IOException {
    for (int month = 4; month <= 6; month++) {
      Period period = new Period(YEAR, month);
      for (int developer = 0; developer < size.developers(); developer += 3) {
        if (developer % 10 != 7) {
          Agreement agreement = agreements.get(developer);
          String first =
              new RevenueReport(agreement.id(), period, gross(0, developer), List.of()).id();
          trust.correctRevenue(revenue(developer, period).replacing(first));
        }
      }
      issue(period);
    }
    trust.periods().close(new Period(YEAR, 6), day);
  }

  private void report(int developer, Period month) throws IOException {
    List<Model> earning = models.getOrDefault(agreements.get(developer).developerId(), List.of());
    if (developer % 10 != 7) {
      trust.reportRevenue(revenue(developer, month));
    }
    for (Model model : earning.subList(Math.max(0, earning.size() - 2), earning.size())) {
      trust.models().reportRevenue(model.id(), revenue(developer, month));
    }
  }

  private RevenueReport revenue(int developer, Period month) {
    String currency = currency(developer);
    long most = random.nextInt(10) == 0 ? 1 : 50_000_000_00L / (1 + developer % 7 * 100);
    List<Deduction> deductions =
        List.of(new Deduction("refunds", Money.of(random.nextLong(1, 1_000_00), currency)));
    TreeMap<String, Long> units = new TreeMap<>();
    if (currency.equals("USD")) {
      units.put("subscribers", random.nextLong(1_000_000));
    }
    return new RevenueReport(
            agreements.get(developer).id(),
            month,
            gross(random.nextLong(most), developer),
            deductions)
        .withUnits(units);
  }

  private Money gross(long units, int developer) {
    return Money.of(units, currency(developer));
  }

  /** What follows on a month's statements: payments, some of them late, charges, its close. */
  private void settle(Period month) throws IOException {
    LocalDate day = month.lastDay().plusDays(20);
    for (int developer = 0; developer < size.developers(); developer++) {
      boolean late = developer % 5 == 4 && number(month) % 3 != 0;
      if (!late && number(month) < 12) {
        payUp(developer, month + " " + developer, day);
      }
      if (developer % 5 == 4 && number(month) % 3 == 2) {
        Statement first = statement(developer, new Period(YEAR, number(month) - 1));
        trust.charges().lateFee(first.id(), LATE, month.lastDay().plusDays(15));
      }
    }
    if (number(month) == 7) {
      adjust(month, day);
    }
  }

  /** A credit note and a true-up for the first statement of a month on which something is due. */
  private void adjust(Period month, LocalDate day) throws IOException {
    Statement statement =
        trust.statements().stream()
            .filter(each -> each.period().equals(month) && !each.due().isZero())
            .findFirst()
            .orElseThrow();
    Money some = Money.of(1 + statement.due().minorUnits() / 10, statement.currency());
    trust.charges().credit(statement.id(), "CN-1", day, some, "outage");
    trust.charges().trueUp(statement.id(), "TU-1", day, some.plus(some), "audit");
  }

  /** The statement of a month that counts. */
  private Statement statement(int developer, Period month) throws IOException {
    String agreement = agreements.get(developer).id();
    return trust.statements().stream()
        .filter(each -> each.agreementId().equals(agreement) && each.period().equals(month))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** A developer pays all that it owes. */
  private void payUp(int developer, String reference, LocalDate day) throws IOException {
    String party = agreements.get(developer).developerId();
    for (Receivables owed : trust.payments().owed(party)) {
      Money balance = owed.balance();
      if (!balance.isZero() && !balance.isNegative()) {
        trust.payments().receive(party, reference + " " + balance.currency(), day, balance);
      }
    }
  }

  /** After the year, everybody pays what is open. */
  void payUp() throws IOException {
    for (int developer = 0; developer < size.developers(); developer++) {
      payUp(developer, "last " + developer, LocalDate.of(YEAR + 1, 1, 31));
    }
  }
}
