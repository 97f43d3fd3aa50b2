package org.estover.licensing.terms.agreement;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Which documents an offer covers: by the rights class and the license that travel with each
 * document of a release.
 *
 * <p>Licenses are SPDX names, compared without regard to case; {@link #ANY} admits all, {@link
 * #UNSTATED} stands for documents that state none. An excluded license is never admitted. Of a
 * choice ({@code A OR B}) one admitted license is enough.
 *
 * @param rights admitted rights classes, or {@link #ANY}
 * @param licenses admitted licenses, or {@link #ANY}
 * @param excluded licenses that {@link #ANY} does not cover
 */
public record Scope(List<String> rights, List<String> licenses, List<String> excluded) {

  /** Admits everything that is not excluded. */
  public static final String ANY = "*";

  /** The rights classes that can be offered; what is denied is in no release. */
  private static final List<String> RIGHTS = List.of("allowed", "license-required", "unknown");

  /** The name of a license that is not stated. */
  public static final String UNSTATED = "NOASSERTION";

  /** The scope of every document. */
  public static final Scope EVERYTHING = new Scope(List.of(ANY), List.of(ANY), List.of());

  public Scope {
    rights = sorted(rights);
    licenses = sorted(licenses);
    excluded = sorted(excluded);
    if (rights.isEmpty() || licenses.isEmpty()) {
      throw Errors.emptyScope();
    }
  }

  /** A rights class as people write it; offers that were published with others stay readable. */
  public static String rightsClass(String word) {
    if (!word.equals(ANY) && !RIGHTS.contains(word)) {
      throw Errors.unknownRightsClass(word, String.join(", ", RIGHTS));
    }
    return word;
  }

  /** Whether a document of that rights class and license expression is covered. */
  public boolean admits(String rightsClass, String license) {
    return (rights.contains(ANY) || rights.contains(rightsClass))
        && LicenseExpression.admitted(
            license.isBlank() ? UNSTATED : license, this::admitsLicense, this::isExcluded);
  }

  private boolean admitsLicense(String license) {
    return !isExcluded(license) && (licenses.contains(ANY) || holds(licenses, license));
  }

  private boolean isExcluded(String license) {
    return holds(excluded, license);
  }

  private static boolean holds(List<String> names, String license) {
    return names.stream().anyMatch(name -> fold(name).equals(fold(license)));
  }

  private static String fold(String license) {
    return license.toLowerCase(Locale.ROOT);
  }

  private static List<String> sorted(List<String> names) {
    return List.copyOf(new TreeSet<>(names));
  }
}
