package org.estover.licensing.portal.claim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.estover.tokenize.release.LookupResult;
import org.estover.tokenize.release.NoLookupException;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.springframework.stereotype.Component;

/**
 * Counts what releases hold of a place, for who asks before anything is decided: numbers alone, of
 * the {@value #RELEASES} newest releases, by their indexes and without holding the desk.
 * Thread-safe.
 */
@Component
final class Places {
  /**
   * The most releases that are asked; as many as a page of the look-up, which goes on from there.
   */
  static final int RELEASES = 8;

  /** More documents than this of one URL are not counted one by one. */
  static final int MOST = 1_000;

  private static final long UNKNOWN = -1;

  private final PublishedReleases releases;
  private final ReleaseReaders readers;

  Places(PublishedReleases releases, ReleaseReaders readers) {
    this.releases = releases;
    this.readers = readers;
  }

  /**
   * What a release holds of a place.
   *
   * @param releaseId the release
   * @param documents how many, or -1 where the release has no list of hosts to count by
   * @param isMore whether there may be more than was counted
   * @param trainingRuns how many training runs are registered on the release, whatever they read
   */
  record Held(String releaseId, long documents, boolean isMore, long trainingRuns) {
    /** Whether it is not known how many. */
    public boolean isUnknown() {
      return documents == UNKNOWN;
    }
  }

  /**
   * What releases hold of a place, newest first.
   *
   * @param held those that hold some of it, or cannot say
   * @param asked how many were asked
   * @param all how many there are
   */
  record Impact(List<Held> held, int asked, int all) {
    /** Copies the list. */
    Impact {
      held = List.copyOf(held);
    }

    /** Whether there are releases that were not asked. */
    public boolean isPartial() {
      return asked < all;
    }
  }

  /** What the newest releases hold of a place. */
  Impact impact(String place) throws IOException {
    PublishedReleases.Known known = releases.known();
    List<PublishedReleases.Published> all = known.newestFirst();
    int asked = Math.min(RELEASES, all.size());
    boolean isHost = !ReleasedDocument.isId(place) && WithdrawalKind.isHostName(place);
    List<Held> held = new ArrayList<>();
    for (PublishedReleases.Published published : all.subList(0, asked)) {
      String id = published.releaseId();
      Optional<Release> release = releases.find(id);
      long documents =
          release.isEmpty() ? 0 : isHost ? ofHost(release.get(), place) : of(release.get(), place);
      if (documents != 0) {
        boolean isMore = !isHost && documents >= MOST;
        held.add(new Held(id, documents, isMore, known.runsOver(id).size()));
      }
    }
    return new Impact(held, asked, all.size());
  }

  private long ofHost(Release release, String host) throws IOException {
    try {
      return readers.askLookup(release, lookup -> lookup.byHost(host, "", 1).documents());
    } catch (NoLookupException e) {
      return UNKNOWN;
    }
  }

  private long of(Release release, String place) throws IOException {
    ReleaseReaders.LookupQuestion<List<LookupResult>> question =
        ReleasedDocument.isId(place)
            ? lookup -> lookup.byDocument(place, 1)
            : lookup -> lookup.byUri(place, MOST);
    return readers.askLookup(release, question).stream()
        .filter(LookupResult.Kept.class::isInstance)
        .count();
  }
}
