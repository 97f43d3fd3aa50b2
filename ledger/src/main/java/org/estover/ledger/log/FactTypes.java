package org.estover.ledger.log;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How each type of fact is read. */
final class FactTypes {

  static final Map<String, Function<JsonObject, Fact>> READERS =
      new TreeMap<>(
          Map.of(
              PartyRegistered.TYPE, PartyRegistered::fromJson,
              ReleasePublished.TYPE, ReleasePublished::fromJson,
              OfferPublished.TYPE, OfferPublished::fromJson,
              AgreementSigned.TYPE, AgreementSigned::fromJson,
              GrantIssued.TYPE, GrantIssued::fromJson,
              TrainingRunRegistered.TYPE, TrainingRunRegistered::fromJson,
              ModelCheckpointRegistered.TYPE, ModelCheckpointRegistered::fromJson,
              RevenueReported.TYPE, RevenueReported::fromJson,
              RevenueCorrected.TYPE, RevenueCorrected::fromJson,
              StatementIssued.TYPE, StatementIssued::fromJson,
              DocumentWithdrawn.TYPE, DocumentWithdrawn::fromJson));

  private FactTypes() {}
}
