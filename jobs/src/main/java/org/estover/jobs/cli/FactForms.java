package org.estover.jobs.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.log.AuditConcluded;
import org.estover.ledger.log.AuditOpened;
import org.estover.ledger.log.EnforcementTaken;
import org.estover.ledger.log.IncidentAdvanced;
import org.estover.ledger.log.IncidentFiled;

/**
 * Which facts people record by hand, and the command that records each other one: by hand it would
 * go round the rules that the command keeps.
 */
final class FactForms {
  private static final String NEW = "a new one, ";

  /** The facts that have no command of their own. */
  static final List<FactForm> FORMS =
      List.of(
          FactForm.of(
              "access-segment-sealed.v1",
              true,
              List.of("previousId"),
              "segmentId: " + NEW + "seg_...",
              "previousId: the segment before it, seg_..., or empty",
              "records: reads in it, in digits",
              "bytes: bytes delivered, in digits",
              "rootSha256: Merkle root over the records, 64 hex digits"),
          FactForm.of(
              "audit-opened.v1",
              true,
              List.of("auditId"),
              "auditId: " + NEW + "aud_...",
              "partyId: who is audited, pty_...",
              "auditorId: who audits, pty_...",
              "kind: " + oneOf(AuditOpened.KINDS)),
          FactForm.of(
              "audit-concluded.v1",
              false,
              List.of("auditId"),
              "auditId: aud_...",
              "outcome: " + oneOf(AuditConcluded.OUTCOMES)),
          FactForm.of(
              "incident-filed.v1",
              true,
              List.of("incidentId"),
              "incidentId: " + NEW + "inc_...",
              "aboutId: a party, training run, grant or other thing by its id",
              "kind: " + oneOf(IncidentFiled.KINDS),
              "severity: " + oneOf(IncidentFiled.SEVERITIES)),
          FactForm.of(
              "incident-advanced.v1",
              false,
              List.of("incidentId", "state"),
              "incidentId: inc_...",
              "state: " + oneOf(IncidentAdvanced.STATES),
              "outcome: where the state is "
                  + oneOf(IncidentAdvanced.DECIDED)
                  + ": "
                  + oneOf(IncidentAdvanced.OUTCOMES)
                  + "; else empty"),
          FactForm.of(
              "enforcement-taken.v1",
              true,
              List.of("enforcementId"),
              "enforcementId: " + NEW + "enf_...",
              "agreementId: agr_...",
              "causeId: the incident or audit it rests on, inc_... or aud_..., or empty",
              "step: " + oneOf(EnforcementTaken.STEPS)),
          FactForm.of(
              "proposal-made.v1",
              true,
              List.of("proposalId"),
              "proposalId: " + NEW + "prp_...",
              "partyId: who proposes, pty_...",
              "kind: what about, a word such as escheat",
              "lastDay: last day on which ballots count, as 2026-12-31"),
          FactForm.of(
              "ballot-cast.v1",
              true,
              List.of("proposalId", "partyId"),
              "ballotId: " + NEW + "blt_...",
              "proposalId: prp_...",
              "partyId: who votes, pty_..."),
          FactForm.of(
              "resolution-recorded.v1",
              true,
              List.of("resolutionId"),
              "resolutionId: " + NEW + "res_...",
              "kind: what about, a word; not one of those that \"deed\" records"));

  /** The command that records a type of fact. */
  static final Map<String, String> COMMANDS = commands();

  /** The command that records a kind of resolution, which has an effect of its own. */
  static final Map<String, String> RESOLUTIONS =
      Map.of(
          "duplicate-groups", "deed twins",
          "repetition", "deed repetition",
          "credit-policy", "deed credit",
          "escheat", "deed escheat");

  private FactForms() {}

  private static Map<String, String> commands() {
    Map<String, String> commands = new TreeMap<>();
    record(commands, "party register", "party-registered.v1");
    record(commands, "party key", "key-registered.v1");
    record(commands, "party revoke", "key-revoked.v1", "delegation-revoked.v1");
    record(commands, "party delegate", "delegation-recorded.v1");
    record(commands, "publish", "release-published.v1", "rights-decided.v1", "hosts-listed.v1");
    record(commands, "license offer", "offer-published.v1");
    record(commands, "license request", "license-requested.v1");
    record(commands, "license decide", "license-decided.v1");
    record(commands, "license sign", "agreement-signed.v1");
    record(commands, "license amend", "agreement-amended.v1");
    record(commands, "license end", "agreement-ended.v1", "grant-ended.v1");
    record(commands, "license grant", "grant-issued.v1", "slice-granted.v1");
    record(commands, "license certificate", "certificate-issued.v1", "certificate-revoked.v1");
    record(
        commands, "training register", "training-run-registered.v1", "training-run-registered.v2");
    record(commands, "training checkpoint", "model-checkpoint-registered.v1");
    record(commands, "training verify", "training-run-verified.v1", "batch-chain-declared.v1");
    record(commands, "model register", "model-registered.v1");
    record(commands, "model deploy", "deployment-registered.v1");
    record(
        commands,
        "revenue report",
        "revenue-reported.v1",
        "revenue-corrected.v1",
        "model-revenue-reported.v1");
    record(commands, "statement", "statement-issued.v1", "statement-revised.v1");
    record(commands, "statement close", "period-closed.v1");
    record(commands, "charge", "charge-issued.v1");
    record(commands, "pay", "payment-received.v1", "payout-issued.v1");
    record(commands, "claim file", "claim-filed.v1");
    record(commands, "claim", "claim-decided.v1");
    record(commands, "claim dispute", "dispute-opened.v1");
    record(commands, "claim resolve", "dispute-resolved.v1");
    record(commands, "deed key", "distribution-key-published.v1");
    record(commands, "deed owners", "ownership-agreed.v1");
    record(
        commands,
        "withdraw",
        "document-withdrawn.v1",
        "host-withdrawn.v1",
        "notice-sent.v1",
        "notice-acknowledged.v1");
    return commands;
  }

  private static void record(Map<String, String> commands, String command, String... types) {
    for (String type : types) {
      commands.put(type, command);
    }
  }

  private static String oneOf(List<String> words) {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** The form of a type of fact, if people record it by hand. */
  static Optional<FactForm> of(String type) {
    return FORMS.stream().filter(form -> form.type().equals(type)).findFirst();
  }
}
