package org.estover.ledger.log;

import java.util.Map;
import java.util.function.Function;

/** How each type of fact is read. */
final class FactTypes {

  static final Map<String, Function<JsonObject, Fact>> READERS =
      Map.ofEntries(
          Map.entry(PartyRegistered.TYPE, PartyRegistered::fromJson),
          Map.entry(ReleasePublished.TYPE, ReleasePublished::fromJson),
          Map.entry(OfferPublished.TYPE, OfferPublished::fromJson),
          Map.entry(AgreementSigned.TYPE, AgreementSigned::fromJson),
          Map.entry(GrantIssued.TYPE, GrantIssued::fromJson),
          Map.entry(TrainingRunRegistered.TYPE, TrainingRunRegistered::fromJson),
          Map.entry(ModelCheckpointRegistered.TYPE, ModelCheckpointRegistered::fromJson),
          Map.entry(RevenueReported.TYPE, RevenueReported::fromJson),
          Map.entry(RevenueCorrected.TYPE, RevenueCorrected::fromJson),
          Map.entry(StatementIssued.TYPE, StatementIssued::fromJson),
          Map.entry(DocumentWithdrawn.TYPE, DocumentWithdrawn::fromJson));

  private FactTypes() {}
}
