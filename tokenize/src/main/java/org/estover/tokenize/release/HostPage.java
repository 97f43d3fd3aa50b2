package org.estover.tokenize.release;

import java.util.List;

/**
 * A host in a release, with a page of its documents.
 *
 * @param host as it stands in the release; where it does not, as it was asked for, in lower case
 * @param hosts how many hosts the release has at or below it
 * @param documents of these hosts
 * @param tokens of these documents
 * @param kept some of the documents, by host, shard and row
 * @param next the cursor of the next page; empty where this is the last
 * @param dropped how many the run dropped at or below it; those withdrawn are not counted
 * @param proof that this very host is there, or that it is not
 */
public record HostPage(
    String host,
    long hosts,
    long documents,
    long tokens,
    List<LookupResult.Kept> kept,
    String next,
    long dropped,
    HostProof proof) {
  /** Copies the documents. */
  public HostPage {
    kept = List.copyOf(kept);
  }
}
