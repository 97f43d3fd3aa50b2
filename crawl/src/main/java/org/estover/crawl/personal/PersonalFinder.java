package org.estover.crawl.personal;

import org.jspecify.annotations.Nullable;

/**
 * Finds one kind of personal data around the character that gives it away.
 *
 * <p>It looks at a bounded number of characters around that one, or at none that it has looked at
 * before, so that a text takes time that grows with its length, whatever it says.
 */
interface PersonalFinder {
  /** The classes of {@link Scan} that it is to be asked about; of digits the first of a run. */
  int triggers();

  /** What stands around a character of these classes, or null. */
  @Nullable PersonalSpan around(int index);
}
