package org.estover.crawl.read;

import java.util.List;
import java.util.SortedMap;

/**
 * Something that may be said about how a reader reads.
 *
 * @param name in kebab case, as people write it
 * @param fallback the value if nothing is said
 * @param meaning one sentence for people
 */
public record ReaderOption(String name, String fallback, String meaning) {

  /** The value that is said, else the one of this option. */
  String in(SortedMap<String, String> options) {
    return options.getOrDefault(name, fallback);
  }

  /**
   * Returns which of some values is said, else the one of this option.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public String choose(SortedMap<String, String> options, List<String> values) {
    String value = in(options);
    if (!values.contains(value)) {
      throw Errors.badOption(this, value, String.join(" or ", values));
    }
    return value;
  }

  /** Throws if a reader has no option of one of the names. */
  public static void check(DocumentReader reader, SortedMap<String, String> options) {
    for (String name : options.keySet()) {
      if (reader.options().stream().noneMatch(option -> option.name().equals(name))) {
        throw Errors.noOption(reader, name);
      }
    }
  }
}
