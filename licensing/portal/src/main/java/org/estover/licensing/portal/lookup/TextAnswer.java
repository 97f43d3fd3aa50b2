package org.estover.licensing.portal.lookup;

import java.util.List;
import org.estover.licensing.portal.release.PublishedReleases;

/**
 * Where words stand in a release.
 *
 * @param name of the corpus
 * @param isIndexed whether the release has an index of its texts; without, nothing is known
 * @param count how often they stand there
 * @param places some of these places
 */
record TextAnswer(
    PublishedReleases.Published published,
    String name,
    boolean isIndexed,
    long count,
    List<Place> places) {
  /** Copies the places. */
  TextAnswer {
    places = List.copyOf(places);
  }

  /**
   * A place.
   *
   * @param snippet what stands around it, of texts that everybody may read; else ""
   * @param withdrawn the case under which the document was taken down, or ""
   */
  record Place(
      String document,
      String uri,
      String license,
      String holder,
      String snippet,
      String withdrawn) {}
}
