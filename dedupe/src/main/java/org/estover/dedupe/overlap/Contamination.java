package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.List;

/**
 * What a document shares with evaluation sets.
 *
 * @param verdict what becomes of it
 * @param matches the places at which a shared n-gram ends
 * @param hits the places, as runs of shared n-grams, by item, part, option and place
 * @param pieces what the pile profile leaves of the text, in order; empty in the default profile
 */
public record Contamination(
    OverlapVerdict verdict, long matches, List<Hit> hits, List<TextRange> pieces) {
  public Contamination {
    hits = List.copyOf(hits);
    pieces = List.copyOf(pieces);
  }

  /** Each part that the document holds, once, in the order of the hits. */
  public List<Sighting> sightings() {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < hits.size(); ) {
      Hit first = hits.get(i);
      int covered = 0;
      for (; i < hits.size() && isSamePart(first, hits.get(i)); i++) {
        covered = Math.max(covered, hits.get(i).coveredPermille());
      }
      sightings.add(new Sighting(first.item(), first.part(), first.option(), covered));
    }
    return sightings;
  }

  private static boolean isSamePart(Hit a, Hit b) {
    return a.item() == b.item() && a.part() == b.part() && a.option() == b.option();
  }
}
