package org.estover.crawl.personal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place of a text where personal data stands.
 *
 * @param start its first character
 * @param end the character behind its last
 * @param replacement what may stand there instead: nobody's, and the same for all of a form
 */
public record PersonalSpan(int start, int end, PersonalKind kind, String replacement) {
  static PersonalSpan of(int start, int end, PersonalKind kind) {
    return new PersonalSpan(start, end, kind, kind.placeholder());
  }

  /** How many places of each kind there are. */
  public static SortedMap<PersonalKind, Integer> places(List<PersonalSpan> found) {
    SortedMap<PersonalKind, Integer> places = new TreeMap<>();
    found.forEach(span -> places.merge(span.kind(), 1, Integer::sum));
    return places;
  }
}
