package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
  /** What says most of a document: a question or option before a context, and most of it. */
  private static final Comparator<Sighting> TELLING =
      Comparator.comparing((Sighting sighting) -> sighting.part() == Part.CONTEXT)
          .thenComparing(Comparator.comparingInt(Sighting::coveredPermille).reversed())
          .thenComparing(Sighting::part)
          .thenComparingInt(Sighting::item)
          .thenComparingInt(Sighting::option);

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

  /** The part that says most of the document; none if it holds none. */
  public Optional<Sighting> mostTelling() {
    return sightings().stream().min(TELLING);
  }

  private static boolean isSamePart(Hit a, Hit b) {
    return a.item() == b.item() && a.part() == b.part() && a.option() == b.option();
  }
}
