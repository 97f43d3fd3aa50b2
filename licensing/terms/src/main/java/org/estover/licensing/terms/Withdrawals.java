package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estover.ledger.Append;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.Reading;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;

/**
 * Takes documents down and says what that touches.
 *
 * <p>A URL is recorded by its digest as well as by the ids of its documents, so that a later
 * capture with another text stays out too. Looking up costs O(log documents) reads per shard.
 */
final class Withdrawals {

  private static final Pattern DOCUMENT_ID = Pattern.compile("doc_[0-9a-f]{32}");

  private final TrustState state;

  Withdrawals(TrustState state) {
    this.state = state;
  }

  WithdrawalImpact impact(String request) throws IOException {
    boolean byId = DOCUMENT_ID.matcher(request).matches();
    if (request.isBlank() || (request.startsWith("doc_") && !byId)) {
      // Documents without a URL have the empty one in common: none of them is meant.
      throw Errors.nothingToWithdraw(request);
    }
    Register register = state.register();
    List<ReleaseImpact> touched = new ArrayList<>();
    TreeMap<String, String> unread = new TreeMap<>();
    for (String releaseId : register.releases.keySet()) {
      try {
        impact(register, state.releases().open(releaseId), request, byId).ifPresent(touched::add);
      } catch (IOException e) {
        // A release that was lost must not keep anything from being taken down.
        unread.put(releaseId, String.valueOf(e.getMessage()));
      }
    }
    if (byId && touched.isEmpty()) {
      throw Errors.unknownDocument(request);
    }
    String caseId = ContentId.of("case", Map.of("request", request));
    return new WithdrawalImpact(caseId, request, touched, unread);
  }

  WithdrawalImpact withdraw(String request, boolean unseen) throws IOException {
    WithdrawalImpact impact = impact(request);
    if (impact.isEmpty() && !unseen) {
      throw Errors.unseen(request);
    }
    TreeMap<String, String> uris = new TreeMap<>();
    for (ReleaseImpact release : impact.releases()) {
      release.documents().forEach(document -> uris.put(document.documentId(), document.uri()));
    }
    if (!DOCUMENT_ID.matcher(request).matches()) {
      uris.put(WithdrawnSet.nameOfUri(request), request);
    }
    List<Append> requests = new ArrayList<>();
    for (Map.Entry<String, String> document : uris.entrySet()) {
      requests.add(
          new Append(
              "withdrawal/" + impact.caseId() + "/" + document.getKey(),
              new DocumentWithdrawn(impact.caseId(), document.getKey()),
              VaultPayload.of(Map.of("uri", document.getValue()))));
    }
    state.ledger().appendAll(requests);
    return impact;
  }

  /**
   * Refuses a release that holds something taken down, naming the first such document. What was
   * taken down is known by its digest, so an erasure of its payload opens no door.
   */
  void requireNoneIn(Release release) throws IOException {
    List<WithdrawnDocument> withdrawn = List.copyOf(state.register().withdrawals.values());
    List<String> held = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (WithdrawnDocument gone : withdrawn) {
          rows(table, gone).forEach(row -> held.add(row.document().id()));
        }
      }
    }
    if (!held.isEmpty()) {
      throw Errors.holdsWithdrawn(release.id(), held);
    }
  }

  private Optional<ReleaseImpact> impact(
      Register register, Release release, String request, boolean byId) throws IOException {
    List<TouchedDocument> documents = find(release, request, byId);
    if (documents.isEmpty()) {
      return Optional.empty();
    }
    // By order, as a derived one reads at other positions; the release's own has the empty name.
    Map<String, List<Reading>> readings = new TreeMap<>();
    readings.put("", readings(release.id(), "", documents));
    List<TouchedTrainingRun> runs = new ArrayList<>();
    for (TrainingRun run : register.trainingRuns.values()) {
      if (run.releaseId().equals(release.id())) {
        if (!readings.containsKey(run.orderId())) {
          readings.put(run.orderId(), readings(release.id(), run.orderId(), documents));
        }
        List<Reading> read = readings.getOrDefault(run.orderId(), List.of());
        TouchedTrainingRun.of(run, register.developerOf(run), read, register.statementsOf(run.id()))
            .ifPresent(runs::add);
      }
    }
    TreeSet<Long> positions = new TreeSet<>();
    readings.getOrDefault("", List.of()).forEach(reading -> positions.add(reading.position()));
    return Optional.of(new ReleaseImpact(release.id(), documents, positions.size(), runs));
  }

  private List<Reading> readings(String releaseId, String orderId, List<TouchedDocument> documents)
      throws IOException {
    try (Reconstruct order = state.releases().ordered(releaseId, orderId)) {
      return Replay.readings(order, documents);
    }
  }

  private static List<TouchedDocument> find(Release release, String request, boolean byId)
      throws IOException {
    List<TouchedDocument> documents = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        List<DocumentRow> rows =
            byId ? table.find(request).map(List::of).orElse(List.of()) : table.findUri(request);
        for (DocumentRow row : rows) {
          documents.add(touched(row));
        }
      }
    }
    return documents;
  }

  private static List<DocumentRow> rows(DocumentTable table, WithdrawnDocument withdrawn)
      throws IOException {
    Optional<String> uri = withdrawn.uriSha256();
    return uri.isPresent()
        ? table.findUriSha256(uri.get())
        : table.find(withdrawn.document()).stream().toList();
  }

  private static TouchedDocument touched(DocumentRow row) {
    ReleasedDocument document = row.document();
    return new TouchedDocument(
        document.id(),
        document.uri(),
        document.source(),
        document.license(),
        document.holder(),
        row.tokens());
  }
}
