package org.estover.licensing.portal.release;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.ledger.log.HostsListed;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.UriHost;
import org.springframework.stereotype.Component;

/**
 * What the trust's ledger says about releases, taken out of it once for every length of the log, so
 * that pages do not wait for each other. The start reads the whole log. Thread-safe.
 */
@Component
public final class PublishedReleases {
  private final TrustDesk desk;
  private final OpenReleases open;
  private volatile Known known =
      new Known(0, Map.of(), Map.of(), Map.of(), WithdrawnSet.of(List.of()), "");

  PublishedReleases(TrustDesk desk, OpenReleases open) throws IOException {
    this.desk = desk;
    this.open = open;
    // Not by the first visitor: as long as this takes, all others wait.
    known();
  }

  /**
   * The fact of a publication.
   *
   * @param logIndex of its log entry
   */
  public record Published(
      String releaseId, long logIndex, Instant at, long documents, long tokens, String parent) {

    /** The day of it. */
    public LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
  }

  /**
   * What is known at one length of the log.
   *
   * @param releases in log order, by id
   * @param hostsListed by release, the log entry with the root of its hosts
   * @param runs training runs by release, in log order
   * @param trustName how the trust calls itself
   */
  public record Known(
      long logSize,
      Map<String, Published> releases,
      Map<String, Long> hostsListed,
      Map<String, List<TrainingRun>> runs,
      WithdrawnSet withdrawn,
      String trustName) {
    /** Copies the maps. */
    public Known {
      releases = Collections.unmodifiableMap(new LinkedHashMap<>(releases));
      hostsListed = Collections.unmodifiableMap(new TreeMap<>(hostsListed));
      runs = Collections.unmodifiableMap(new TreeMap<>(runs));
    }

    /** The training runs over a release. */
    public List<TrainingRun> runsOver(String releaseId) {
      return runs.getOrDefault(releaseId, List.of());
    }

    /** A document as everybody is told of it: one that was taken down is {@link #nameless}. */
    public ReleasedDocument told(ReleasedDocument document) {
      return withdrawn.covers(document.id(), document.uri()) ? nameless(document) : document;
    }

    /** The case under which a document was taken down, by the log; "" where it was not. */
    public String caseOf(String documentId, String uri) {
      if (!withdrawn.covers(documentId, uri)) {
        return "";
      }
      Set<String> names = new HashSet<>(List.of(documentId, WithdrawnSet.nameOfUri(uri)));
      UriHost.domains(UriHost.of(uri)).forEach(host -> names.add(WithdrawnSet.nameOfHost(host)));
      return withdrawn.documents().stream()
          .filter(taken -> names.contains(taken.document()))
          .map(WithdrawnDocument::caseId)
          .findFirst()
          .orElse("");
    }

    /** The releases, newest first. */
    public List<Published> newestFirst() {
      List<Published> sorted = new ArrayList<>(releases.values());
      Collections.reverse(sorted);
      return sorted;
    }
  }

  /**
   * A document without where it came from and whose it is. Lists of what was taken down would
   * otherwise be lists of what people wanted gone.
   */
  public static ReleasedDocument nameless(ReleasedDocument document) {
    return new ReleasedDocument(
        document.id(),
        "",
        document.source(),
        document.license(),
        "",
        document.rights(),
        document.textSha256());
  }

  /** What is known up to the log's newest entry. */
  public Known known() throws IOException {
    Known last = known;
    if (desk.isStill(last.logSize())) {
      return last;
    }
    return desk.read(
        opened -> {
          Known before = known;
          long size = opened.ledger().checkpoint().size();
          if (before.logSize() != size) {
            known = learned(opened, before, size);
          }
          return known;
        });
  }

  /** What was known when last asked; nothing before {@link #known} was. */
  public Known latest() {
    return known;
  }

  private static Known learned(TrustDesk.Opened opened, Known before, long size)
      throws IOException {
    Map<String, Published> releases = new LinkedHashMap<>(before.releases());
    Map<String, Long> hostsListed = new TreeMap<>(before.hostsListed());
    // Payloads are not needed, so all facts count as known.
    try (Stream<LoggedFact> facts = opened.ledger().facts(before.logSize(), any -> true)) {
      facts.forEach(
          fact -> {
            if (fact.fact() instanceof ReleasePublished release) {
              releases.putIfAbsent(
                  release.releaseId(),
                  new Published(
                      release.releaseId(),
                      fact.index(),
                      fact.entry().time(),
                      release.documents(),
                      release.tokens(),
                      release.parent()));
            } else if (fact.fact() instanceof HostsListed listed) {
              hostsListed.putIfAbsent(listed.releaseId(), fact.index());
            }
          });
    }
    Map<String, List<TrainingRun>> runs = new TreeMap<>();
    for (TrainingRun run : opened.trust().trainingRuns()) {
      runs.computeIfAbsent(run.releaseId(), any -> new ArrayList<>()).add(run);
    }
    return new Known(
        size,
        releases,
        hostsListed,
        runs,
        opened.trust().withdrawn(),
        opened.trust().self().name());
  }

  /** A published release with its manifest; nothing where the trust published none of that id. */
  public Optional<Release> find(String releaseId) throws IOException {
    return known().releases().containsKey(releaseId) ? open.find(releaseId) : Optional.empty();
  }
}
