package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;

/**
 * The documents of a host over all releases, one release after the other. A part of them costs the
 * reading of those before it in the same release, which is why a list of them ends at {@link #MOST}
 * a release.
 */
final class HostWalk {
  /** Of how many documents of a release the list tells; the rest is in the release's own table. */
  static final int MOST = 10_000;

  private static final int BITS = 32;

  private final List<Release> releases;
  private final ReleaseReaders readers;
  private final WithdrawnSet withdrawn;
  private final String host;

  HostWalk(List<Release> releases, ReleaseReaders readers, WithdrawnSet withdrawn, String host) {
    this.releases = List.copyOf(releases);
    this.readers = readers;
    this.withdrawn = withdrawn;
    this.host = host;
  }

  /** Ends a walk that has what it needs. */
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** A position is a release's number and a document's within it. */
  Batch<DocumentJson> from(long position, int most) throws IOException {
    List<DocumentJson> found = new ArrayList<>();
    int release = (int) (position >>> BITS);
    long skipped = position & ((1L << BITS) - 1);
    while (release < releases.size()) {
      Part part = part(releases.get(release), skipped, most - found.size(), found);
      if (part.more) {
        return new Batch<>(found, ((long) release << BITS) | (skipped + part.taken));
      }
      release++;
      skipped = 0;
      if (found.size() >= most && release < releases.size()) {
        return new Batch<>(found, (long) release << BITS);
      }
    }
    return new Batch<>(found, Batch.END);
  }

  private record Part(long taken, boolean more) {}

  private Part part(Release release, long skipped, int most, List<DocumentJson> found)
      throws IOException {
    long[] seen = new long[1];
    int before = found.size();
    Reconstruct.DocumentSink sink =
        document -> {
          long index = seen[0]++;
          if (index >= MOST || index >= skipped + most) {
            throw new EnoughException();
          }
          if (index >= skipped) {
            found.add(DocumentJson.of(release.id(), document, withdrawn));
          }
        };
    boolean more =
        readers.ask(
            release,
            reader -> {
              try {
                reader.documentsOfHost(host, sink);
                return false;
              } catch (EnoughException e) {
                return seen[0] <= MOST;
              }
            });
    return new Part(found.size() - before, more);
  }
}
