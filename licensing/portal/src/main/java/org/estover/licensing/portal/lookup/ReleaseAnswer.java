package org.estover.licensing.portal.lookup;

import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.release.PublishedReleases;

/**
 * What a release says, with the training runs that read what it has.
 *
 * @param name of the corpus
 * @param exposures by document
 * @param runs how many training runs there are over the release
 */
record ReleaseAnswer(
    PublishedReleases.Published published,
    String name,
    Answer answer,
    Map<String, List<Exposure>> exposures,
    int runs) {

  /** The exposures of a document. */
  public List<Exposure> exposuresOf(String documentId) {
    return exposures.getOrDefault(documentId, List.of());
  }
}
