package org.estover.licensing.portal.operator;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one operator proposed, and another confirms or declines.
 *
 * @param id {@code prp_} and more
 * @param kind the act
 * @param thing what it is done to
 * @param words all that is proposed
 * @param facts what the proposer saw
 * @param digest SHA-256 of words and of what may not change meanwhile; this is what is confirmed
 * @param proposedBy the account
 * @param proposer its name
 * @param proposed when
 * @param state whether it is open, done, declined, stale as something changed, or void as its
 *     proposer was sent away
 * @param ender name of who confirmed or declined it, or ""
 * @param ended when, or null
 * @param outcome what came of it
 * @param logIndex the log entry, or -1
 */
record Proposal(
    String id,
    String kind,
    String thing,
    SortedMap<String, String> words,
    List<Act.Fact> facts,
    String digest,
    String proposedBy,
    String proposer,
    Instant proposed,
    String state,
    String ender,
    @Nullable Instant ended,
    String outcome,
    long logIndex) {

  Proposal {
    words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    facts = List.copyOf(facts);
  }

  boolean isOpen() {
    return state.equals("open");
  }
}
