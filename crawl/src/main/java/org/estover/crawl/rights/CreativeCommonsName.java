package org.estover.crawl.rights;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people call a Creative Commons license: "CC BY-SA 4.0 International", "Attribution-
 * NonCommercial 3.0 Unported (CC BY-NC 3.0)". Every word must be known and a version be named; a
 * name that says two versions is none.
 */
final class CreativeCommonsName {
  private static final int MAX_LENGTH = 200;
  private static final Pattern VERSION = Pattern.compile("v?([1-4])\\.?([05])?");
  private static final Set<String> WORDS =
      Set.of(
          "creative",
          "commons",
          "cc",
          "by",
          "attribution",
          "nc",
          "noncommercial",
          "nd",
          "noderivatives",
          "noderivs",
          "sa",
          "sharealike");
  private static final Set<String> NOISE =
      Set.of(
          "the",
          "a",
          "license",
          "licence",
          "licensed",
          "under",
          "version",
          "v",
          "deed",
          "public",
          "international",
          "unported",
          "generic",
          "intl",
          "terms",
          "of",
          "legalcode");

  private CreativeCommonsName() {}

  /** The SPDX identifier of the license that is called {@code name}. */
  static Optional<String> find(String name) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String text =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("non[ -]commercial", "noncommercial")
            .replaceAll("no[ -](derivatives|derivs)(?: works)?", "noderivatives")
            .replaceAll("share[ -]alike", "sharealike");
    Set<String> words = new HashSet<>();
    Set<String> versions = new HashSet<>();
    for (String word : Arrays.asList(text.strip().split("[^a-z0-9.]+", -1))) {
      Matcher version = VERSION.matcher(word);
      if (version.matches()) {
        versions.add(version.group(1) + "." + (version.group(2) == null ? "0" : version.group(2)));
      } else if (WORDS.contains(word)) {
        words.add(word);
      } else if (!word.isEmpty() && !NOISE.contains(word)) {
        return Optional.empty();
      }
    }
    boolean by = words.contains("by") || words.contains("attribution");
    if (!by || versions.size() != 1) {
      return Optional.empty();
    }
    StringBuilder id = new StringBuilder("CC-BY");
    id.append(words.contains("nc") || words.contains("noncommercial") ? "-NC" : "");
    boolean noDerivatives = words.contains("noderivatives") || words.contains("noderivs");
    id.append(words.contains("nd") || noDerivatives ? "-ND" : "");
    id.append(words.contains("sa") || words.contains("sharealike") ? "-SA" : "");
    return LicenseNames.byIdentifier(id + "-" + versions.iterator().next());
  }
}
