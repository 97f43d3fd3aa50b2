package org.estover.ledger.log;

import java.util.Set;
import java.util.function.Function;

/**
 * Something that happened at the trust: a flat record of pseudonymous ids and counts.
 *
 * <p>A fact is public for ever. It carries no personal and no commercial data; those go into the
 * payload, which the log only commits to. The set is closed and owned by the ledger. Every type has
 * a version in its name; a changed set of fields is a new type, and old types stay readable.
 */
public sealed interface Fact
    permits PartyRegistered,
        ReleasePublished,
        OfferPublished,
        AgreementSigned,
        GrantIssued,
        TrainingRunRegistered,
        ModelCheckpointRegistered,
        RevenueReported,
        RevenueCorrected,
        StatementIssued,
        DocumentWithdrawn,
        KeyRegistered,
        KeyRevoked,
        DelegationRecorded,
        DelegationRevoked,
        DistributionKeyPublished,
        LicenseRequested,
        LicenseDecided,
        AgreementAmended,
        AgreementEnded,
        SliceGranted,
        GrantEnded,
        TrainingRunDeclared,
        TrainingRunVerified,
        ModelRegistered,
        DeploymentRegistered,
        ModelRevenueReported,
        PeriodClosed,
        StatementRevised,
        ChargeIssued,
        PaymentReceived,
        PayoutIssued,
        ClaimFiled,
        ClaimDecided,
        DisputeOpened,
        DisputeResolved,
        OwnershipAgreed,
        ResolutionRecorded,
        HostWithdrawn,
        NoticeSent,
        NoticeAcknowledged,
        CertificateIssued,
        CertificateRevoked,
        RightsDecided,
        AccessSegmentSealed,
        BatchChainDeclared,
        AuditOpened,
        AuditConcluded,
        IncidentFiled,
        IncidentAdvanced,
        EnforcementTaken,
        ProposalMade,
        BallotCast,
        HostsListed {

  /** The versioned name of the kind of fact, such as {@code party-registered.v1}. */
  String type();

  /** The id of what the fact is about. */
  String subject();

  /** The fields as canonical JSON, without the type. */
  JsonObject toJson();

  /** The types that this version knows. */
  static Set<String> types() {
    return FactTypes.READERS.keySet();
  }

  /**
   * The fact of that type and those fields.
   *
   * @throws FormatTooNewException if the type is not known here; the message names it
   * @throws IllegalArgumentException if a field is missing, unknown or malformed
   */
  static Fact fromJson(String type, JsonObject fields) throws FormatTooNewException {
    Function<JsonObject, Fact> reader = FactTypes.READERS.get(type);
    if (reader == null) {
      throw Errors.unknownFact(type, types());
    }
    Fact fact = reader.apply(fields);
    if (!fact.toJson().equals(fields)) {
      throw Errors.unknownFields(type, fields.names(), fact.toJson().names());
    }
    return fact;
  }
}
