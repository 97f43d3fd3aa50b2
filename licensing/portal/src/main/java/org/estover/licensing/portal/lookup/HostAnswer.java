package org.estover.licensing.portal.lookup;

import java.util.List;

/**
 * What one release has of a site and all sites below it.
 *
 * @param host as it stands in the release, or as it was asked for
 * @param hosts how many there are at or below it
 * @param documents of these
 * @param tokens of these documents
 * @param kept some of the documents
 * @param next the cursor of the next page, or ""
 * @param dropped how many documents the run left out there
 */
record HostAnswer(
    String host,
    long hosts,
    long documents,
    long tokens,
    List<Kept> kept,
    String next,
    long dropped) {
  /** Copies the list. */
  HostAnswer {
    kept = List.copyOf(kept);
  }
}
