package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * A trust with a past, made through the trust's own commands: two releases; three developers, of
 * whom two trained and reported; two statements; a request that waits; a page taken down.
 */
public final class SampleTrust {

  /** The month that is settled. */
  public static final Period MONTH = Period.parse("2026-10");

  /** How many developers there are. */
  public static final int DEVELOPERS = 3;

  /** A developer and what it has; the last one has asked for a license only. */
  public record Licensee(
      String partyId,
      String name,
      String requestId,
      String agreementId,
      String grantId,
      String runId) {}

  /** What was made. */
  public record Made(List<String> releases, List<Licensee> developers, List<String> statements) {}

  private SampleTrust() {}

  /** Makes it in a folder: {@code ledger} and {@code releases}, with {@code newest} beside. */
  public static Made in(Path folder) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    LedgerSettings settings =
        LedgerSettings.of(clock, new SecureRandom()).withNewest(folder.resolve("newest"));
    return found(folder, settings, "The Commons", (trust, ledger) -> past(trust, folder));
  }

  /** What is done with a trust that was just founded. */
  interface Beginning<T> {
    T with(Trust trust, Ledger ledger) throws IOException;
  }

  /**
   * Founds a trust in a folder, {@code ledger} and {@code releases}, and does something with it.
   */
  static <T> T found(Path folder, LedgerSettings settings, String name, Beginning<T> beginning)
      throws IOException {
    Ledger.init(folder.resolve("ledger"), "trust.test/log", settings);
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"), settings)) {
      Trust trust =
          Trust.found(
              ledger,
              new ReleaseStore(folder.resolve("releases")),
              name,
              ("a salt for " + name).getBytes(StandardCharsets.UTF_8));
      return beginning.with(trust, ledger);
    }
  }

  private static Made past(Trust trust, Path folder) throws IOException {
    SampleRelease.write(folder.resolve("run-1"), 0, 60);
    SampleRelease.write(folder.resolve("run-2"), 5, 80);
    List<String> releases = new ArrayList<>();
    releases.add(trust.publish(folder.resolve("run-1")).releaseId());
    releases.add(trust.publish(folder.resolve("run-2")).releaseId());
    Offer offer = trust.publishOffer(offer("standard", Conditions.NONE));
    Offer asked = trust.publishOffer(offer("on-request", new Conditions(List.of(), false, true)));
    List<Licensee> developers = new ArrayList<>();
    for (int i = 0; i < DEVELOPERS; i++) {
      developers.add(developer(trust, offer, asked, releases.get(0), i));
    }
    List<String> statements = trust.issueStatements(MONTH).stream().map(Statement::id).toList();
    trust.withdraw(SampleRelease.url(7));
    return new Made(List.copyOf(releases), List.copyOf(developers), statements);
  }

  private static Licensee developer(
      Trust trust, Offer offer, Offer asked, String release, int number) throws IOException {
    String name = List.of("Model Makers", "Small Labs", "Late Comers").get(number);
    String id = trust.registerDeveloper(name, "legal@makers" + number + ".test").id();
    LicenseRequest request =
        trust
            .licenses()
            .request(
                new LicenseRequest(
                    asked.id(), id, LicenseeClass.COMMERCIAL, "We train language models."));
    if (number == DEVELOPERS - 1) {
      return new Licensee(id, name, request.id(), "", "", "");
    }
    Agreement agreement = trust.sign(offer.id(), id, "We agree.", LocalDate.of(2026, 1, 1), null);
    Grant grant = trust.grant(agreement.id(), release, "train");
    TrainingRun run = trust.registerTrainingRun(grant.id(), "pretraining", 10 + number, 2);
    trust.reportRevenue(
        agreement.id(),
        MONTH,
        Money.of(100_000_00 + number, "USD"),
        List.of(new Deduction("refunds", Money.of(1_999_25, "USD"))));
    return new Licensee(id, name, request.id(), agreement.id(), grant.id(), run.id());
  }

  private static Offer offer(String name, Conditions conditions) {
    return new Offer(
        name,
        RateCard.parse("2%"),
        DistributionKey.parse("10% 20% 70%"),
        List.of("train"),
        new Scope(List.of("allowed"), List.of(Scope.ANY), List.of("CC-BY-NC-4.0")),
        List.of(),
        conditions);
  }
}
