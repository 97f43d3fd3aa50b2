package org.estover.licensing.terms.agreement;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one license permits: to whom, what, and what it asks for in return.
 *
 * <p>These are the elements of a finite lattice. One lies below another where it permits no more
 * uses, to no more users, and asks for no less; {@link #and} is the meet, what remains where both
 * bind.
 *
 * @param uses what can be done
 * @param users who can do it
 * @param duties what is asked for
 */
public record LicenseTerms(Set<Use> uses, Set<LicenseeClass> users, Set<Duty> duties) {

  /** Everything by everybody. */
  static final LicenseTerms FREE =
      new LicenseTerms(
          EnumSet.allOf(Use.class), EnumSet.allOf(LicenseeClass.class), EnumSet.noneOf(Duty.class));

  /** What can be had of a document of which only that nothing reserves it is known. */
  static final LicenseTerms UNSTATED = new LicenseTerms(Set.of(Use.TRAINING), FREE.users, Set.of());

  /** Nothing: the least element. */
  static final LicenseTerms RESERVED =
      new LicenseTerms(Set.of(), Set.of(), EnumSet.allOf(Duty.class));

  /** Most permissive first, then by the words; no two different terms are equal in it. */
  static final Comparator<LicenseTerms> ORDER =
      Comparator.comparingInt((LicenseTerms terms) -> terms.duties.size())
          .thenComparing(Comparator.comparingInt((LicenseTerms t) -> -t.users.size()))
          .thenComparing(Comparator.comparingInt((LicenseTerms t) -> -t.uses.size()))
          .thenComparing(LicenseTerms::text);

  public LicenseTerms {
    uses = sorted(Use.class, uses);
    users = sorted(LicenseeClass.class, users);
    duties = sorted(Duty.class, duties);
  }

  /** What remains where both bind. */
  public LicenseTerms and(LicenseTerms other) {
    Set<Use> both = copy(Use.class, uses);
    both.retainAll(other.uses);
    Set<LicenseeClass> who = copy(LicenseeClass.class, users);
    who.retainAll(other.users);
    Set<Duty> all = copy(Duty.class, duties);
    all.addAll(other.duties);
    return new LicenseTerms(both, who, all);
  }

  /** Whether the other terms permit all that these do and ask for no more. */
  public boolean isWithin(LicenseTerms other) {
    return other.uses.containsAll(uses)
        && other.users.containsAll(users)
        && duties.containsAll(other.duties);
  }

  /** Whether that class of developers can do all that. */
  public boolean permits(Set<Use> wanted, LicenseeClass user) {
    return uses.containsAll(wanted) && users.contains(user);
  }

  /** The kind of license that has these terms. */
  public LicenseClass licenseClass() {
    if (uses.isEmpty() || users.isEmpty()) {
      return LicenseClass.RESERVED;
    }
    if (users.size() < LicenseeClass.values().length) {
      return LicenseClass.NON_COMMERCIAL;
    }
    if (!uses.contains(Use.REDISTRIBUTION)) {
      return LicenseClass.UNSTATED;
    }
    if (!uses.contains(Use.ADAPTATION)) {
      return LicenseClass.NO_DERIVATIVES;
    }
    if (duties.contains(Duty.SHARE_ALIKE)) {
      return LicenseClass.SHARE_ALIKE;
    }
    return duties.isEmpty() ? LicenseClass.PUBLIC_DOMAIN : LicenseClass.ATTRIBUTION;
  }

  /** The terms for people: {@code training by research, public-body with attribution}. */
  public String text() {
    return words(uses.stream().map(Use::word).collect(Collectors.toList()))
        + " by "
        + words(users.stream().map(LicenseeClass::word).collect(Collectors.toList()))
        + (duties.isEmpty()
            ? ""
            : " with " + words(duties.stream().map(Duty::word).collect(Collectors.toList())));
  }

  private static String words(Collection<String> words) {
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static <E extends Enum<E>> Set<E> sorted(Class<E> type, Collection<E> members) {
    return Collections.unmodifiableSet(copy(type, members));
  }

  private static <E extends Enum<E>> Set<E> copy(Class<E> type, Collection<E> members) {
    Set<E> copy = EnumSet.noneOf(type);
    copy.addAll(members);
    return copy;
  }
}
