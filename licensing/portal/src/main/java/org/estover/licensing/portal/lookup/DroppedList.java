package org.estover.licensing.portal.lookup;

import java.util.List;

/**
 * A page of what a run left out of a site.
 *
 * @param next the cursor of the next page, or ""
 */
record DroppedList(List<Dropped> documents, String next) {
  /** Copies the list. */
  DroppedList {
    documents = List.copyOf(documents);
  }
}
