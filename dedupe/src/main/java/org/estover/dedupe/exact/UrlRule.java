package org.estover.dedupe.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of a URL is left out before it is compared.
 *
 * @param droppedParameters names of query parameters, as they stand in a normal URL; a name that
 *     ends in {@code *} stands for all that start so
 */
public record UrlRule(List<String> droppedParameters) {
  /** Nothing but the fragment, which no server gets, is left out. */
  public static final UrlRule WHOLE = new UrlRule(List.of());

  /** Sorts the names. */
  public UrlRule {
    SortedSet<String> names = new TreeSet<>(droppedParameters);
    names.remove("");
    droppedParameters = List.copyOf(names);
  }

  /** A query without the parameters that are dropped. */
  String query(String query) {
    List<String> kept = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int end = parameter.indexOf('=');
      if (!drops(end < 0 ? parameter : parameter.substring(0, end))) {
        kept.add(parameter);
      }
    }
    return String.join("&", kept);
  }

  private boolean drops(String name) {
    return droppedParameters.stream()
        .anyMatch(
            dropped ->
                dropped.endsWith("*")
                    ? name.startsWith(dropped.substring(0, dropped.length() - 1))
                    : name.equals(dropped));
  }
}
