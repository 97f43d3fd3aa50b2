package org.estover.licensing.portal.lookup;

import java.util.List;

/**
 * What one release says of one thing.
 *
 * @param asked the spelling that was found, or the first that was not
 * @param kept documents that it has
 * @param dropped what its run left out
 * @param isProven whether the site's absence can be proved
 * @param unknown what the release cannot say, as the end of a message's name, or ""
 */
public record Answer(
    String asked, List<Kept> kept, List<Dropped> dropped, boolean isProven, String unknown) {
  /** Copies the lists. */
  public Answer {
    kept = List.copyOf(kept);
    dropped = List.copyOf(dropped);
  }

  /** Whether it is neither kept nor dropped. */
  public boolean isAbsent() {
    return kept.isEmpty() && dropped.isEmpty();
  }

  /** Whether something stands under it. */
  public boolean isFound() {
    return !isAbsent();
  }
}
