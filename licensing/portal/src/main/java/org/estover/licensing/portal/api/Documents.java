package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.release.HostPage;
import org.estover.tokenize.release.LookupResult;
import org.estover.tokenize.release.NoLookupException;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.UriHost;
import org.springframework.stereotype.Component;

/**
 * Finds documents by id, by URL and by host, and who read them, over all releases, newest first, in
 * parts that {@link ReleaseWalk} bounds. Thread-safe.
 */
@Component
final class Documents {
  /** The most characters of a name in the DNS (RFC 1035). */
  private static final int LONGEST_HOST = 253;

  private final PublishedReleases published;
  private final ReleaseReaders readers;

  Documents(PublishedReleases published, ReleaseReaders readers) {
    this.published = published;
    this.readers = readers;
  }

  private ReleaseWalk walk(PublishedReleases.Known known) {
    return new ReleaseWalk(List.copyOf(known.releases().keySet()), published::find);
  }

  /** A document, once for each release that has it. */
  Batch<DocumentJson> byId(PublishedReleases.Known known, String id, long from, int most)
      throws IOException {
    if (!ReleasedDocument.isId(id)) {
      return Batch.of(List.of(), 0, most);
    }
    return walk(known)
        .from(
            from,
            most,
            (release, skipped, room, into) -> {
              readers
                  .ask(release, reader -> reader.document(id))
                  .ifPresent(found -> into.add(DocumentJson.of(release.id(), found, known)));
              return false;
            });
  }

  /** The documents of a URL, to the letter. */
  Batch<DocumentJson> byUrl(PublishedReleases.Known known, String url, long from, int most)
      throws IOException {
    return walk(known)
        .from(
            from,
            most,
            (release, skipped, room, into) -> {
              List<ReleasedDocument> all = readers.ask(release, reader -> reader.documentsOf(url));
              Batch<ReleasedDocument> some = Batch.of(all, skipped, room);
              some.items().forEach(each -> into.add(DocumentJson.of(release.id(), each, known)));
              return some.next() != Batch.END;
            });
  }

  /**
   * The documents of a host and of all hosts below it, by the release's list of hosts. A release
   * without one is named as {@link Batch#unknown}: to answer for it, all its rows had to be read.
   */
  Batch<DocumentJson> ofHost(PublishedReleases.Known known, String host, long from, int most)
      throws IOException {
    String normal = UriHost.normal(host.strip());
    if (normal.isEmpty() || normal.length() > LONGEST_HOST) {
      return Batch.of(List.of(), 0, most);
    }
    TreeSet<String> unknown = new TreeSet<>();
    Batch<DocumentJson> batch =
        walk(known)
            .from(
                from,
                most,
                (release, skipped, room, into) -> {
                  Optional<HostPage> page = page(release, normal, skipped, room);
                  if (page.isEmpty()) {
                    unknown.add(release.id());
                    return false;
                  }
                  for (LookupResult.Kept kept : page.get().kept()) {
                    into.add(DocumentJson.of(release.id(), kept.row().document(), known));
                  }
                  return !page.get().next().isEmpty();
                });
    return new Batch<>(batch.items(), batch.next(), List.copyOf(unknown));
  }

  private Optional<HostPage> page(Release release, String host, long skipped, int most)
      throws IOException {
    try {
      return Optional.of(
          readers.askLookup(release, lookup -> lookup.byHost(host, Long.toString(skipped), most)));
    } catch (NoLookupException e) {
      return Optional.empty();
    }
  }

  /**
   * Some training runs over the releases that hold a document.
   *
   * @param isHeld whether one of the releases that were asked holds it
   */
  record Exposed(Batch<ExposureJson> runs, boolean isHeld) {}

  /** How often each training run over a release that holds a document read it. */
  Exposed exposures(PublishedReleases.Known known, String id, long from, int most)
      throws IOException {
    OrderPlaces places =
        new OrderPlaces(
            (release, order) ->
                readers.ask(
                    published.find(release).orElseThrow(),
                    order,
                    reader -> reader.occurrences(id)));
    boolean[] isHeld = new boolean[1];
    Batch<ExposureJson> batch =
        walk(known)
            .from(
                from,
                most,
                (release, skipped, room, into) -> {
                  if (!ReleasedDocument.isId(id)
                      || readers.ask(release, reader -> reader.document(id)).isEmpty()) {
                    return false;
                  }
                  isHeld[0] = true;
                  List<TrainingRun> runs = known.runsOver(release.id());
                  Batch<TrainingRun> some = Batch.of(runs, skipped, room);
                  for (TrainingRun run : some.items()) {
                    Optional<List<Occurrence>> read = places.of(release.id(), run.orderId());
                    if (read.isEmpty()) {
                      return true;
                    }
                    into.add(ExposureJson.of(run, read.get()));
                  }
                  return some.next() != Batch.END;
                });
    return new Exposed(batch, isHeld[0]);
  }
}
