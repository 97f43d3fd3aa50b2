package org.estover.jobs.artifact;

import java.util.List;
import java.util.stream.Collectors;
import org.estover.crawl.rights.SpdxLicense;

/**
 * License and rights holder of an artifact, from its POM and the POM's parents.
 *
 * <p>The nearest POM that names a license decides; several licenses are a choice ({@code A OR B}).
 * The holder is the nearest organization, else the group; never a person, so an organization that
 * bears the name of one of the developers does not count.
 *
 * @param license SPDX expression, or "" if no POM names one
 */
record PomTerms(String license, String holder) {

  /** Terms of an artifact of {@code group} whose POMs are given nearest first. */
  static PomTerms of(String group, List<Pom> chain) {
    String license =
        chain.stream()
            .filter(pom -> !pom.licenses().isEmpty())
            .findFirst()
            .map(PomTerms::expression)
            .orElse("");
    String holder =
        chain.stream()
            .filter(pom -> !pom.organization().isEmpty())
            .findFirst()
            .filter(pom -> !isPerson(pom.organization(), chain))
            .map(Pom::organization)
            .orElse(group);
    return new PomTerms(license, holder);
  }

  private static boolean isPerson(String name, List<Pom> chain) {
    return chain.stream().anyMatch(pom -> pom.people().contains(name));
  }

  private static String expression(Pom pom) {
    return pom.licenses().stream()
        .map(PomTerms::spdx)
        .distinct()
        .collect(Collectors.joining(" OR "));
  }

  private static String spdx(Pom.License license) {
    return SpdxLicense.find(license.name())
        .or(() -> SpdxLicense.find(license.url()))
        .orElseGet(
            () -> SpdxLicense.reference(license.name().isEmpty() ? license.url() : license.name()));
  }
}
