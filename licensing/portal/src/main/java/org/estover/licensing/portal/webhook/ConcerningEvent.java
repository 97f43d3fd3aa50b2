package org.estover.licensing.portal.webhook;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An event and whom it concerns.
 *
 * @param event what happened
 * @param parties the parties it concerns; everybody where {@link #EVERYBODY} is among them
 */
record ConcerningEvent(Event event, SortedSet<String> parties) {
  /** Stands for all parties. */
  static final String EVERYBODY = "";

  ConcerningEvent {
    parties = Collections.unmodifiableSortedSet(new TreeSet<>(parties));
  }
}
