package org.estover.licensing.terms;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.store.Books;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;

/** A trust with a release of several sites, most of nobody known, and developers that owe. */
final class PayeesFixture implements AutoCloseable {

  static final List<String> PLACES =
      List.of(
          "ada.test", "blog.ada.test", "sites.test/users/bob", "sites.test/users/cleo", "d.test");
  static final ClaimScope ADA = ClaimScope.parse("ada.test");
  static final ClaimScope BOB = ClaimScope.parse("https://sites.test/users/bob/");
  static final LocalDate DAY = LocalDate.of(2026, 12, 1);

  final TestTrust test;
  final Trust trust;
  private final Map<String, Agreement> agreements = new TreeMap<>();
  private final Map<String, TrainingRun> runs = new TreeMap<>();

  PayeesFixture(Path folder, long seed) throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    Path release = folder.resolve("run");
    TinyRelease.write(release, texts(seed));
    String releaseId = trust.publish(release).releaseId();
    for (String developer : List.of("One Models", "Two Models")) {
      Agreement agreement = test.sign(developer);
      Grant grant = trust.grant(agreement.id(), releaseId, "train");
      int steps = developer.startsWith("One") ? 20 : 11;
      runs.put(developer, trust.registerTrainingRun(grant.id(), "pretraining", steps, 3));
      agreements.put(developer, agreement);
    }
  }

  private static List<TinyRelease.Text> texts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TinyRelease.Text> texts = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String source = List.of("web", "code", "books").get(i % 3);
      String place = PLACES.get(random.nextInt(PLACES.size()));
      String holder = random.nextInt(4) == 0 ? "Known Ltd" : "";
      texts.add(TinyRelease.text(random, source, "https://" + place + "/" + i, "CC0-1.0", holder));
    }
    return texts;
  }

  void report(String developer, Period period, long gross) throws IOException {
    trust.reportRevenue(
        Objects.requireNonNull(agreements.get(developer)).id(),
        period,
        Money.of(gross, "USD"),
        List.of());
  }

  /** Tokens of documents of nobody that are in a scope, counted one position after the other. */
  BigInteger bruteForce(String developer, ClaimScope scope) throws IOException {
    TrainingRun run = run(developer);
    long tokens = 0;
    try (Reconstruct reconstruct = Reconstruct.of(trust.releases().open(run.releaseId()))) {
      for (long at = 0; at < run.steps() * run.sequencesPerStep(); at++) {
        for (Span span : reconstruct.spans(at)) {
          String host = span.document().uri().substring("https://".length());
          if (span.document().holder().isEmpty()
              && (scope.isHost()
                  ? host.startsWith(scope.host() + "/") || host.contains("." + scope.host() + "/")
                  : host.startsWith(scope + "/"))) {
            tokens += span.inputs();
          }
        }
      }
    }
    return BigInteger.valueOf(tokens);
  }

  private TrainingRun run(String developer) {
    return Objects.requireNonNull(runs.get(developer));
  }

  BigInteger unknown(String developer) {
    return BigInteger.valueOf(run(developer).usage().byHolder().getOrDefault("", 0L));
  }

  /** Enters what a developer paid. */
  void received(String developer, long amount, String name) throws IOException {
    String party = Objects.requireNonNull(agreements.get(developer)).developerId();
    trust.payments().receive(party, name, DAY, Money.of(amount, "USD"));
  }

  /** What stands on each account in US dollars, credits above zero, by the whole log. */
  SortedMap<String, Long> balances() throws IOException {
    Journal journal = new Journal();
    try (var facts = test.ledger.facts()) {
      for (LoggedFact fact : (Iterable<LoggedFact>) facts::iterator) {
        for (RecordedEntry recorded : fact.recorded()) {
          journal.add(recorded, fact.entry().day());
        }
      }
    }
    SortedMap<String, Long> balances = new TreeMap<>();
    for (Balance balance : journal.balances()) {
      balances.put(balance.account().name(), -balance.netDebit().minorUnits());
    }
    return balances;
  }

  /** The same by what counts for days up to one. */
  SortedMap<String, Long> balancesAsOf(LocalDate day) throws IOException {
    SortedMap<String, Long> balances = new TreeMap<>();
    Books books = test.ledger.books();
    for (Balance balance : books.balancesAsOf(day, books.size())) {
      balances.put(balance.account().name(), -balance.netDebit().minorUnits());
    }
    return balances;
  }

  /** The US dollars of some amounts by currency, in minor units. */
  static long dollars(Map<String, Money> amounts) {
    return amounts.getOrDefault("USD", Money.zero("USD")).minorUnits();
  }

  long balance(String account) throws IOException {
    return balances().getOrDefault(account, 0L);
  }

  String holder(String name) throws IOException {
    return "liabilities:rights-holders:" + Payees.holder(register(), name).id();
  }

  Register register() throws IOException {
    return Register.upTo(test.ledger, Long.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    test.close();
  }
}
