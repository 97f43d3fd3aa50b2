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
          Map.entry(DocumentWithdrawn.TYPE, DocumentWithdrawn::fromJson),
          Map.entry(KeyRegistered.TYPE, KeyRegistered::fromJson),
          Map.entry(KeyRevoked.TYPE, KeyRevoked::fromJson),
          Map.entry(DelegationRecorded.TYPE, DelegationRecorded::fromJson),
          Map.entry(DelegationRevoked.TYPE, DelegationRevoked::fromJson),
          Map.entry(DistributionKeyPublished.TYPE, DistributionKeyPublished::fromJson),
          Map.entry(LicenseRequested.TYPE, LicenseRequested::fromJson),
          Map.entry(LicenseDecided.TYPE, LicenseDecided::fromJson),
          Map.entry(AgreementAmended.TYPE, AgreementAmended::fromJson),
          Map.entry(AgreementEnded.TYPE, AgreementEnded::fromJson),
          Map.entry(SliceGranted.TYPE, SliceGranted::fromJson),
          Map.entry(GrantEnded.TYPE, GrantEnded::fromJson),
          Map.entry(TrainingRunDeclared.TYPE, TrainingRunDeclared::fromJson),
          Map.entry(TrainingRunVerified.TYPE, TrainingRunVerified::fromJson),
          Map.entry(ModelRegistered.TYPE, ModelRegistered::fromJson),
          Map.entry(DeploymentRegistered.TYPE, DeploymentRegistered::fromJson),
          Map.entry(ModelRevenueReported.TYPE, ModelRevenueReported::fromJson),
          Map.entry(PeriodClosed.TYPE, PeriodClosed::fromJson),
          Map.entry(StatementRevised.TYPE, StatementRevised::fromJson),
          Map.entry(ChargeIssued.TYPE, ChargeIssued::fromJson),
          Map.entry(PaymentReceived.TYPE, PaymentReceived::fromJson),
          Map.entry(PayoutIssued.TYPE, PayoutIssued::fromJson),
          Map.entry(ClaimFiled.TYPE, ClaimFiled::fromJson),
          Map.entry(ClaimDecided.TYPE, ClaimDecided::fromJson),
          Map.entry(DisputeOpened.TYPE, DisputeOpened::fromJson),
          Map.entry(DisputeResolved.TYPE, DisputeResolved::fromJson),
          Map.entry(OwnershipAgreed.TYPE, OwnershipAgreed::fromJson),
          Map.entry(ResolutionRecorded.TYPE, ResolutionRecorded::fromJson),
          Map.entry(HostWithdrawn.TYPE, HostWithdrawn::fromJson),
          Map.entry(NoticeSent.TYPE, NoticeSent::fromJson),
          Map.entry(NoticeAcknowledged.TYPE, NoticeAcknowledged::fromJson),
          Map.entry(CertificateIssued.TYPE, CertificateIssued::fromJson),
          Map.entry(CertificateRevoked.TYPE, CertificateRevoked::fromJson),
          Map.entry(RightsDecided.TYPE, RightsDecided::fromJson),
          Map.entry(AccessSegmentSealed.TYPE, AccessSegmentSealed::fromJson),
          Map.entry(BatchChainDeclared.TYPE, BatchChainDeclared::fromJson),
          Map.entry(AuditOpened.TYPE, AuditOpened::fromJson),
          Map.entry(AuditConcluded.TYPE, AuditConcluded::fromJson),
          Map.entry(IncidentFiled.TYPE, IncidentFiled::fromJson),
          Map.entry(IncidentAdvanced.TYPE, IncidentAdvanced::fromJson),
          Map.entry(EnforcementTaken.TYPE, EnforcementTaken::fromJson),
          Map.entry(ProposalMade.TYPE, ProposalMade::fromJson),
          Map.entry(BallotCast.TYPE, BallotCast::fromJson),
          Map.entry(HostsListed.TYPE, HostsListed::fromJson));

  private FactTypes() {}
}
