package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.release.Release;

/**
 * A list over all releases, newest first, of which no part asks more than {@value #RELEASES} of
 * them: what one request costs does not grow with how many there are. A part may thus be empty and
 * yet not the last.
 *
 * @param ids of the releases, in the order in which they were published
 */
record ReleaseWalk(List<String> ids, Source source) {
  /** The most releases that a part asks; as many as a page of the look-up. */
  static final int RELEASES = 8;

  private static final int BITS = 32;
  private static final long SKIPPED = (1L << BITS) - 1;

  ReleaseWalk {
    ids = List.copyOf(ids);
  }

  /** Where releases are. */
  @FunctionalInterface
  interface Source {
    /** The release of an id, or nothing where it is not stored. */
    Optional<Release> find(String releaseId) throws IOException;
  }

  /** What a release is asked for. */
  @FunctionalInterface
  interface Question<T> {
    /**
     * Adds what the release has behind the items that were skipped, at most so many.
     *
     * @return whether it has more behind these
     */
    boolean ask(Release release, long skipped, int most, List<T> into) throws IOException;
  }

  /**
   * Some items from a position on.
   *
   * @param position 0 at the beginning, else as a batch before named it: a release's number, from 1
   *     in the order of publication, so that it stays the same when others come, and the number of
   *     its items that were told
   */
  <T> Batch<T> from(long position, int most, Question<T> question) throws IOException {
    List<T> found = new ArrayList<>();
    int number = (int) Math.min(ids.size(), position == 0 ? ids.size() : position >>> BITS);
    long skipped = position & SKIPPED;
    for (int asked = 0; number > 0 && asked < RELEASES && found.size() < most; asked++) {
      Optional<Release> release = source.find(ids.get(number - 1));
      int before = found.size();
      if (release.isPresent() && question.ask(release.get(), skipped, most - found.size(), found)) {
        return new Batch<>(found, position(number, skipped + found.size() - before));
      }
      number--;
      skipped = 0;
    }
    return new Batch<>(found, number == 0 ? Batch.END : position(number, 0));
  }

  private static long position(int number, long skipped) {
    return (long) number << BITS | skipped;
  }
}
