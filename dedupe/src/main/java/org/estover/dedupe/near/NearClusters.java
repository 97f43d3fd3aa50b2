package org.estover.dedupe.near;

/**
 * The clusters of documents, by the numbers under which they were added.
 *
 * @param survivors for each document the smallest of its cluster, itself where it is that
 * @param similarities for each document its exact Jaccard similarity to the smallest of its
 *     cluster, which may be below the threshold where others stand between them; 1 for itself
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read by number, never compared.
public record NearClusters(int[] survivors, double[] similarities) {
  /** Whether a document is not the smallest of its cluster. */
  public boolean isDuplicate(int document) {
    return survivors[document] != document;
  }
}
