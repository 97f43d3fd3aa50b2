package org.estover.licensing.portal.claim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.HostTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.UriHost;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts what releases hold of a place, for who asks before anything is decided: numbers alone, at
 * most {@value #MOST} of a release, and without holding the desk. Thread-safe.
 */
@Component
final class Places {
  /** More documents than this are not counted one by one. */
  static final long MOST = 2_000;

  private final TrustDesk desk;
  private final OpenReleases releases;

  Places(TrustDesk desk, OpenReleases releases) {
    this.desk = desk;
    this.releases = releases;
  }

  /**
   * What a release holds of a place.
   *
   * @param releaseId the release
   * @param documents how many, {@link #MOST} where it may be more
   * @param trainingRuns how many training runs are registered on the release, whatever they read
   */
  record Held(String releaseId, long documents, long trainingRuns) {
    /** Whether there may be more than was counted. */
    public boolean isMore() {
      return documents >= MOST;
    }
  }

  /** A release and what is registered on it. */
  private record Used(String releaseId, long trainingRuns) {}

  /** What each release holds; those without any are left out. */
  List<Held> held(String place) throws IOException {
    List<Used> all =
        desk.read(
            opened -> {
              var runs = opened.trust().trainingRuns();
              return opened.trust().releaseIds().stream()
                  .map(
                      id ->
                          new Used(id, runs.stream().filter(r -> r.releaseId().equals(id)).count()))
                  .toList();
            });
    List<Held> held = new ArrayList<>();
    for (Used used : all) {
      Optional<Release> release = releases.find(used.releaseId());
      long documents = release.isPresent() ? documents(release.get(), place) : 0;
      if (documents > 0) {
        held.add(new Held(used.releaseId(), documents, used.trainingRuns()));
      }
    }
    return held;
  }

  private static long documents(Release release, String place) throws IOException {
    long found = 0;
    for (ReleasedShard shard : release.content().shards()) {
      Optional<HostTable> hosts = release.hosts(shard);
      try (DocumentTable table = release.documents(shard)) {
        found += documents(table, hosts.isPresent() ? hosts.get() : null, place, MOST - found);
      } finally {
        if (hosts.isPresent()) {
          hosts.get().close();
        }
      }
      if (found >= MOST) {
        return MOST;
      }
    }
    return found;
  }

  private static long documents(
      DocumentTable table, @Nullable HostTable hosts, String place, long most) throws IOException {
    if (place.startsWith("doc_")) {
      return table.find(place).isPresent() ? 1 : 0;
    }
    if (!WithdrawalKind.isHostName(place)) {
      return table.findUri(place).size();
    }
    long[] found = new long[1];
    try {
      for (String spelling : UriHost.spellings(place)) {
        table.rowsOfHost(
            spelling,
            hosts,
            row -> {
              if (++found[0] >= most) {
                throw new Enough();
              }
            });
      }
    } catch (Enough e) {
      return most;
    }
    return found[0];
  }

  /** Ends a count that has gone far enough. */
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
