package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.usage.TrainingRun;

/** A founded trust in a folder, and the way from a release to a revenue report. */
final class TestTrust implements AutoCloseable {

  static final Period PERIOD = Period.parse("2026-10");
  static final Scope NO_NON_COMMERCIAL =
      new Scope(List.of("allowed"), List.of(Scope.ANY), List.of("CC-BY-NC-4.0"));

  final Path folder;
  final Ledger ledger;
  final Trust trust;

  private TestTrust(Path folder, Ledger ledger) throws IOException {
    this.folder = folder;
    this.ledger = ledger;
    this.trust =
        Trust.found(
            ledger,
            new ReleaseStore(folder.resolve("releases")),
            "The Commons",
            TinyRelease.salt());
  }

  static TestTrust in(Path folder) throws IOException {
    Ledger.init(folder.resolve("ledger"), "trust.test/log", settings());
    return reopened(folder);
  }

  static TestTrust reopened(Path folder) throws IOException {
    return new TestTrust(folder, Ledger.open(folder.resolve("ledger"), settings()));
  }

  private static LedgerSettings settings() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    return LedgerSettings.of(clock, new SecureRandom());
  }

  /** What a developer's way through the trust made. */
  record Walk(
      String releaseId, Agreement agreement, Grant grant, TrainingRun run, RevenueReport report) {}

  /** Takes a developer through a release of sixty texts of one rights holder. */
  Walk walk(String developer) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<TinyRelease.Text> texts =
        IntStream.range(0, 60)
            .mapToObj(i -> TinyRelease.text(random, "web", "https://a.test/" + i, "MIT", "Ada Ltd"))
            .toList();
    return walk(texts, developer);
  }

  /** Publishes a release and takes a developer through to a revenue report. */
  Walk walk(List<TinyRelease.Text> texts, String developer) throws IOException {
    Path release = folder.resolve("run-" + developer.hashCode());
    TinyRelease.write(release, texts);
    String releaseId = trust.publish(release).releaseId();
    Agreement agreement = sign(developer);
    Grant grant = trust.grant(agreement.id(), releaseId, "train");
    TrainingRun run = trust.registerTrainingRun(grant.id(), "pretraining", 20, 3);
    return new Walk(releaseId, agreement, grant, run, report(agreement, 100_000_00));
  }

  Agreement sign(String developer) throws IOException {
    Offer offer = trust.publishOffer(offer("2%"));
    String developerId = trust.registerDeveloper(developer, "legal@" + "developer.test").id();
    return trust.sign(offer.id(), developerId, "We agree.", LocalDate.of(2026, 1, 1), null);
  }

  RevenueReport report(Agreement agreement, long gross) throws IOException {
    return trust.reportRevenue(
        agreement.id(),
        PERIOD,
        Money.of(gross, "USD"),
        List.of(new Deduction("refunds", Money.of(14_999_25, "USD"))));
  }

  static Offer offer(String rate) {
    return new Offer(
        "standard",
        RateCard.parse(rate),
        DistributionKey.parse("10% 20% 70%"),
        List.of("train"),
        NO_NON_COMMERCIAL);
  }

  long logSize() throws IOException {
    try (var facts = ledger.facts()) {
      return facts.count();
    }
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
