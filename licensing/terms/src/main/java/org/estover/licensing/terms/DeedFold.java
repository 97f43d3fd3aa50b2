package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DistributionKeyPublished;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.OwnershipAgreed;
import org.estover.ledger.log.ResolutionRecorded;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.deed.CoOwners;
import org.estover.licensing.terms.deed.Credit;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;

/** The keys that the trust set. */
final class DeedFold implements FactFold {

  static final String TWINS = "duplicate-groups";
  static final String REPETITION = "repetition";
  static final String POLICY = "credit-policy";

  /** By their first day. */
  final NavigableMap<LocalDate, DatedKey> keys = new TreeMap<>();

  /** Agreements of co-owners by rights holder, then by their first day. */
  final Map<String, NavigableMap<LocalDate, Ownership>> ownerships = new LinkedHashMap<>();

  /** Groups of duplicates by the release that holds their survivors. */
  final Map<String, List<TwinGroup>> twins = new LinkedHashMap<>();

  /** What documents say again, by release. */
  final Map<String, Repetitions> repetitions = new LinkedHashMap<>();

  /** The same by release and document. */
  final Map<String, Map<String, Repetition>> repeated = new LinkedHashMap<>();

  /** Policies for duplicates, by their first day. */
  final NavigableMap<LocalDate, TwinPolicy> policies = new TreeMap<>();

  @Override
  public void add(LoggedFact logged) {
    JsonObject content = logged.payload().content();
    if (logged.fact() instanceof ResolutionRecorded recorded && !logged.erased()) {
      if (recorded.kind().equals(TWINS)) {
        twins.put(
            content.text("release"),
            content.objects("groups").stream().map(TwinGroup::fromJson).toList());
      } else if (recorded.kind().equals(REPETITION)) {
        add(content.text("release"), Repetitions.fromJson(content));
      } else if (recorded.kind().equals(POLICY)) {
        policies.put(LocalDate.parse(content.text("from")), TwinPolicy.of(content.text("policy")));
      }
    }
    if (logged.fact() instanceof OwnershipAgreed agreed && !logged.erased()) {
      Ownership ownership = Ownership.fromJson(agreed.partyId(), logged.payload().content());
      ownerships
          .computeIfAbsent(agreed.partyId(), party -> new TreeMap<>())
          .put(ownership.from(), ownership);
    }
    if (logged.fact() instanceof DistributionKeyPublished && !logged.erased()) {
      DatedKey key = DatedKey.fromJson(logged.payload().content());
      keys.put(key.from(), key);
    }
  }

  private void add(String releaseId, Repetitions recorded) {
    Map<String, Repetition> byDocument = new LinkedHashMap<>();
    recorded.documents().forEach(each -> byDocument.put(each.documentId(), each));
    repetitions.put(releaseId, recorded);
    repeated.put(releaseId, byDocument);
  }

  /** The policy for duplicates that is in force on a period's last day. */
  TwinPolicy policyOf(Period period) {
    Map.Entry<LocalDate, TwinPolicy> entry = policies.floorEntry(period.lastDay());
    return entry == null ? TwinPolicy.FIRST_EVIDENCED_CAPTURE : entry.getValue();
  }

  /** Whom what a period earned is credited to: co-owners by what holds on its last day. */
  Credit credit(Period period) {
    return new CoOwners(
        ownerships.values().stream()
            .map(dated -> dated.floorEntry(period.lastDay()))
            .filter(Objects::nonNull)
            .map(Map.Entry::getValue)
            .toList());
  }

  /**
   * The key by which a period's amounts under an offer are split: the trust's own that is in force
   * on the period's last day, else the offer's.
   */
  DistributionKey keyOf(Offer offer, Period period) {
    Map.Entry<LocalDate, DatedKey> entry = keys.floorEntry(period.lastDay());
    return entry == null ? offer.key() : entry.getValue().key();
  }
}
