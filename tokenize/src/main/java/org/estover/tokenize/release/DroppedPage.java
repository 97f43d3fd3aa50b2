package org.estover.tokenize.release;

import java.util.List;

/**
 * A page of what the run dropped at or below a host.
 *
 * @param next the cursor of the next page; empty where this is the last
 */
public record DroppedPage(List<DroppedDocument> documents, String next) {
  /** Copies the documents. */
  public DroppedPage {
    documents = List.copyOf(documents);
  }
}
