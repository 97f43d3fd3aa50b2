package org.estover.licensing.portal.license;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.springframework.stereotype.Component;

/**
 * Tells how much of a release an offer covers, by what its documents have in common. Reads each
 * table's shares once and keeps the sums of the {@value #KEPT} releases last asked for.
 * Thread-safe.
 */
@Component
final class Coverages {
  private static final int KEPT = 16;

  private final Map<String, Map<Kind, Long>> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** What an offer's scope goes by. */
  private record Kind(String rights, String license) {}

  /**
   * How much of a release an offer covers.
   *
   * @param covered documents that its scope admits
   * @param documents all documents of the release
   */
  record Coverage(long covered, long documents) {

    /** Whether it covers all of the release, so that a grant needs to leave out nothing. */
    public boolean isWhole() {
      return covered == documents;
    }
  }

  /** The part of a release that a scope admits. */
  Coverage of(Release release, Scope scope) throws IOException {
    long covered = 0;
    long all = 0;
    for (Map.Entry<Kind, Long> kind : kinds(release).entrySet()) {
      all += kind.getValue();
      covered += scope.admits(kind.getKey().rights, kind.getKey().license) ? kind.getValue() : 0;
    }
    return new Coverage(covered, all);
  }

  private Map<Kind, Long> kinds(Release release) throws IOException {
    synchronized (kept) {
      Map<Kind, Long> known = kept.get(release.id());
      if (known != null) {
        return known;
      }
    }
    Map<Kind, Long> read = read(release);
    synchronized (kept) {
      kept.put(release.id(), read);
      Iterator<String> eldest = kept.keySet().iterator();
      while (kept.size() > KEPT) {
        eldest.next();
        eldest.remove();
      }
    }
    return read;
  }

  private static Map<Kind, Long> read(Release release) throws IOException {
    Map<Kind, Long> sums = new LinkedHashMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (int number = 0; number < table.shareCount(); number++) {
          DocumentShare share = table.share(number);
          sums.merge(new Kind(share.rights(), share.license()), share.documents(), Long::sum);
        }
      }
    }
    return Map.copyOf(sums);
  }
}
