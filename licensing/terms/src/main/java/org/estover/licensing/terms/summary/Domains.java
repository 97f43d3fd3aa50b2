package org.estover.licensing.terms.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The domains whose content was read most: the largest tenth, or for small and medium providers the
 * largest twentieth, at most 1,000 of them.
 *
 * @param all how many domains there are
 * @param listed the largest of them, those of equal size by name
 */
public record Domains(long all, List<Domain> listed) {

  private static final int SMALL_PROVIDER_LIMIT = 1000;

  public Domains {
    listed = List.copyOf(listed);
  }

  /**
   * A domain and its tokens.
   *
   * @param tokens of its documents, each time they were read
   */
  public record Domain(String name, long tokens) {}

  /**
   * The largest of domains.
   *
   * @param tokens of each domain
   * @param smallProvider whether the provider is a small or medium enterprise
   */
  public static Domains largest(SortedMap<String, Long> tokens, boolean smallProvider) {
    int share = smallProvider ? 20 : 10;
    int wanted = (tokens.size() + share - 1) / share;
    return new Domains(
        tokens.size(),
        tokens.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(smallProvider ? Math.min(wanted, SMALL_PROVIDER_LIMIT) : wanted)
            .map(domain -> new Domain(domain.getKey(), domain.getValue()))
            .toList());
  }
}
