package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a license expression and a rights decision permit together: a choice of terms, of which the
 * user of a document takes one.
 *
 * <p>{@code A OR B} is a choice among what either gives; of {@code A AND B} every choice of one is
 * bound by every choice of the other. Only what no other choice exceeds is kept, so there are never
 * more than the lattice has elements that exceed each other in nothing, however long the
 * expression.
 *
 * @param choices what can be chosen, the most permissive first; never empty
 */
public record Permission(List<LicenseTerms> choices) {

  /** The rights classes of documents whose rights somebody reserved. */
  private static final Set<String> RESERVED = Set.of("denied", "license-required");

  public Permission {
    choices = undominated(choices);
  }

  /**
   * What is permitted of a document.
   *
   * @param license an SPDX expression, or blank where none is stated
   * @param rightsClass the class of its rights decision
   */
  public static Permission of(String license, String rightsClass) {
    if (RESERVED.contains(rightsClass)) {
      return new Permission(List.of(LicenseTerms.RESERVED));
    }
    return LicenseTable.KNOWN.permission(license);
  }

  /** What is permitted where one of both can be chosen. */
  Permission or(Permission other) {
    List<LicenseTerms> all = new ArrayList<>(choices);
    all.addAll(other.choices);
    return new Permission(all);
  }

  /** What is permitted where both bind. */
  Permission and(Permission other) {
    List<LicenseTerms> all = new ArrayList<>();
    for (LicenseTerms terms : choices) {
      other.choices.forEach(each -> all.add(terms.and(each)));
    }
    return new Permission(all);
  }

  /** Whether some choice permits all that to a class of developers. */
  public boolean permits(Set<Use> uses, LicenseeClass user) {
    return choice(uses, user).isPresent();
  }

  /** The choice with the fewest duties that permits all that to a class of developers. */
  public Optional<LicenseTerms> choice(Set<Use> uses, LicenseeClass user) {
    return choices.stream().filter(terms -> terms.permits(uses, user)).findFirst();
  }

  /** The kinds of licenses that can be chosen. */
  public Set<LicenseClass> classes() {
    Set<LicenseClass> classes = EnumSet.noneOf(LicenseClass.class);
    choices.forEach(terms -> classes.add(terms.licenseClass()));
    return classes;
  }

  private static List<LicenseTerms> undominated(List<LicenseTerms> all) {
    return all.stream()
        .distinct()
        .filter(
            terms -> all.stream().noneMatch(other -> !other.equals(terms) && terms.isWithin(other)))
        .sorted(LicenseTerms.ORDER)
        .toList();
  }
}
