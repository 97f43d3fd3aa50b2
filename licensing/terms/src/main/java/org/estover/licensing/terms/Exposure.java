package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.Reading;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.HostTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.UriHost;
import org.jspecify.annotations.Nullable;

/**
 * Finds what withdrawals name in published releases, and which training read it, by the order that
 * the training follows.
 *
 * <p>An id or a URL costs O(log documents) reads per shard, a host as many where the release has
 * tables of hosts, else its document tables are read whole; so they are where the host's name was
 * erased. Memory grows with the documents found and with how often they are read.
 */
final class Exposure {

  private final TrustState state;

  Exposure(TrustState state) {
    this.state = state;
  }

  /** Receives documents, each with what named it. */
  interface Sink {
    void document(WithdrawnDocument named, DocumentRow row) throws IOException;
  }

  /**
   * What the withdrawals touch in each published release that holds something of them.
   *
   * @param unread takes the releases that cannot be read, with the reason
   */
  List<ReleaseImpact> impacts(
      Register register, Collection<WithdrawnDocument> named, SortedMap<String, String> unread)
      throws IOException {
    List<ReleaseImpact> touched = new ArrayList<>();
    for (String releaseId : register.releases.keySet()) {
      try {
        impact(register, state.releases().open(releaseId), named).ifPresent(touched::add);
      } catch (IOException e) {
        // A release that was lost must not keep anything from being taken down.
        unread.put(releaseId, String.valueOf(e.getMessage()));
      }
    }
    return touched;
  }

  private Optional<ReleaseImpact> impact(
      Register register, Release release, Collection<WithdrawnDocument> named) throws IOException {
    SortedMap<String, TouchedDocument> found = new TreeMap<>();
    find(release, named, (gone, row) -> found.put(row.document().id(), touched(row)));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<TouchedDocument> documents = List.copyOf(found.values());
    // By order, as a derived one reads at other positions; the release's own has the empty name.
    Map<String, List<Reading>> readings = new TreeMap<>();
    readings.put("", readings(release.id(), "", documents));
    List<TouchedTrainingRun> runs = new ArrayList<>();
    for (TrainingRun run : register.trainingRuns.values()) {
      if (run.releaseId().equals(release.id())) {
        if (!readings.containsKey(run.orderId())) {
          readings.put(run.orderId(), readings(release.id(), run.orderId(), documents));
        }
        TouchedTrainingRun.of(
                run,
                register.developerOf(run),
                readings.getOrDefault(run.orderId(), List.of()),
                weights(register, run),
                register.statementsOf(run.id()))
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

  private static List<ModelCheckpoint> weights(Register register, TrainingRun run) {
    return register.modelCheckpoints.values().stream()
        .filter(checkpoint -> checkpoint.trainingRunId().equals(run.id()))
        .toList();
  }

  /**
   * Delivers the documents of a release that withdrawals name; one that several name, each time.
   */
  static void find(Release release, Collection<WithdrawnDocument> named, Sink sink)
      throws IOException {
    for (ReleasedShard shard : release.content().shards()) {
      @Nullable HostTable hosts = release.hosts(shard).orElse(null);
      try (DocumentTable table = release.documents(shard)) {
        for (WithdrawnDocument gone : named) {
          find(table, hosts, gone, sink);
        }
      } finally {
        if (hosts != null) {
          hosts.close();
        }
      }
    }
  }

  private static void find(
      DocumentTable table, @Nullable HostTable hosts, WithdrawnDocument gone, Sink sink)
      throws IOException {
    Optional<String> host = gone.hostSha256();
    Optional<String> uri = gone.uriSha256();
    if (host.isPresent() && gone.uri().isEmpty()) {
      findErased(table, gone, sink);
    } else if (host.isPresent()) {
      for (String spelling : UriHost.spellings(gone.uri())) {
        table.rowsOfHost(spelling, hosts, row -> sink.document(gone, row));
      }
    } else {
      List<DocumentRow> rows =
          uri.isPresent()
              ? table.findUriSha256(uri.get())
              : table.find(gone.document()).stream().toList();
      for (DocumentRow row : rows) {
        sink.document(gone, row);
      }
    }
  }

  /** The documents of a host that only its digest is known of. */
  private static void findErased(DocumentTable table, WithdrawnDocument gone, Sink sink)
      throws IOException {
    for (long number = 0; number < table.rowCount(); number++) {
      DocumentRow row = table.row(number);
      if (UriHost.domains(UriHost.of(row.document().uri())).stream()
          .anyMatch(domain -> WithdrawnSet.nameOfHost(domain).equals(gone.document()))) {
        sink.document(gone, row);
      }
    }
  }

  private static TouchedDocument touched(DocumentRow row) {
    ReleasedDocument document = row.document();
    return new TouchedDocument(
        document.id(),
        document.uri(),
        document.source(),
        document.license(),
        document.holder(),
        document.rights(),
        row.tokens());
  }
}
