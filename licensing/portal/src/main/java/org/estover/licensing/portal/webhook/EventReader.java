package org.estover.licensing.portal.webhook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.HostWithdrawn;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.StatementRevised;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.identity.ContentId;
import org.jspecify.annotations.Nullable;

/**
 * Tells which log entries are events, and whom they concern: a function of the log and the vault,
 * so that following the log again gives the same events. Read in log order; not thread-safe.
 */
final class EventReader {
  private final Map<String, String> developers = new HashMap<>();

  /** Whether an entry's payload matters to {@link #read}. */
  static boolean needsPayload(Fact fact) {
    return fact instanceof StatementIssued || fact instanceof StatementRevised;
  }

  /** Learns from an entry, and gives its event if it is one. */
  Optional<ConcerningEvent> read(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof AgreementSigned signed) {
      developers.put(signed.agreementId(), signed.partyId());
      return Optional.empty();
    }
    if (fact instanceof ReleasePublished published) {
      return event(
          logged, EventType.RELEASE_PUBLISHED, Map.of("releaseId", published.releaseId()), null);
    }
    if (fact instanceof DocumentWithdrawn gone) {
      return event(
          logged,
          EventType.DOCUMENT_WITHDRAWN,
          Map.of("caseId", gone.caseId(), "document", gone.document()),
          null);
    }
    if (fact instanceof HostWithdrawn gone) {
      return event(
          logged,
          EventType.DOCUMENT_WITHDRAWN,
          Map.of("caseId", gone.caseId(), "hostSha256", gone.hostSha256()),
          null);
    }
    if (fact instanceof GrantIssued granted) {
      return granted(logged, granted.grantId(), granted.agreementId(), granted.releaseId());
    }
    if (fact instanceof SliceGranted granted) {
      return granted(logged, granted.grantId(), granted.agreementId(), granted.releaseId());
    }
    if (fact instanceof StatementIssued issued) {
      return statement(
          logged, issued.statementId(), issued.agreementId(), issued.period().toString());
    }
    if (fact instanceof StatementRevised revised) {
      return statement(
          logged, revised.statementId(), revised.agreementId(), revised.period().toString());
    }
    return Optional.empty();
  }

  private Optional<ConcerningEvent> granted(
      LoggedFact logged, String grantId, String agreementId, String releaseId) {
    return event(
        logged,
        EventType.LICENSE_GRANTED,
        Map.of("grantId", grantId, "agreementId", agreementId, "releaseId", releaseId),
        developers.getOrDefault(agreementId, "nobody"));
  }

  private Optional<ConcerningEvent> statement(
      LoggedFact logged, String statementId, String agreementId, String period) {
    Optional<ConcerningEvent> event =
        event(
            logged,
            EventType.STATEMENT_ISSUED,
            Map.of("statementId", statementId, "agreementId", agreementId, "period", period),
            developers.getOrDefault(agreementId, "nobody"));
    TreeSet<String> parties = new TreeSet<>(event.orElseThrow().parties());
    // Erased payloads name nobody any more.
    if (!logged.erased()) {
      paid(logged.payload().content(), parties);
    }
    return Optional.of(new ConcerningEvent(event.orElseThrow().event(), parties));
  }

  /** The rights holders on the lines of a statement, whichever version wrote it. */
  private static void paid(JsonObject content, Set<String> parties) {
    if (content.names().contains("parts")) {
      for (JsonObject part : content.objects("parts")) {
        paid(part, parties);
      }
    }
    if (content.names().contains("lines")) {
      for (JsonObject line : content.objects("lines")) {
        String party = line.names().contains("party") ? line.text("party") : "";
        if (!party.isEmpty()) {
          parties.add(party);
        }
      }
    }
  }

  private static Optional<ConcerningEvent> event(
      LoggedFact logged, EventType type, Map<String, String> data, @Nullable String party) {
    String id =
        ContentId.of("evt", Map.of("index", Long.toString(logged.index()), "type", type.word()));
    TreeSet<String> parties = new TreeSet<>();
    parties.add(party == null ? ConcerningEvent.EVERYBODY : party);
    Event event =
        new Event(
            id, type.word(), logged.entry().time().toString(), logged.index(), new TreeMap<>(data));
    return Optional.of(new ConcerningEvent(event, parties));
  }
}
