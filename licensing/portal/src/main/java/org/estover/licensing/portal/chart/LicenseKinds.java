package org.estover.licensing.portal.chart;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Permission;
import org.estover.tokenize.release.ClassCount;
import org.estover.tokenize.release.ReleaseContent;

/** Which kind of license a text is under: of several to choose from, the one that permits most. */
public final class LicenseKinds {
  private static final String ALLOWED = "allowed";

  private LicenseKinds() {}

  /** The kind of a license under a rights class. */
  public static LicenseClass of(String license, String rightsClass) {
    return Permission.of(license, rightsClass).classes().stream()
        .min(LicenseClass::compareTo)
        .orElse(LicenseClass.RESERVED);
  }

  /** The kind of a license of a text that nothing else reserves. */
  public static LicenseClass of(String license) {
    return of(license, ALLOWED);
  }

  /**
   * How much of a release is under each kind of license, as its licenses state.
   *
   * @param kind as slices and grants write it
   */
  public record Part(String kind, long documents, long tokens) {}

  /** The parts of a release, most permissive first; they sum to its documents and tokens. */
  public static List<Part> mix(ReleaseContent content) {
    Map<LicenseClass, long[]> sums = new EnumMap<>(LicenseClass.class);
    for (ClassCount license : content.licenses()) {
      long[] sum = sums.computeIfAbsent(of(license.name()), any -> new long[2]);
      sum[0] += license.documents();
      sum[1] += license.tokens();
    }
    return sums.entrySet().stream()
        .map(entry -> new Part(entry.getKey().word(), entry.getValue()[0], entry.getValue()[1]))
        .toList();
  }

  /** Whether everybody may read and pass on a text of that kind. */
  public static boolean isOpen(LicenseClass kind) {
    return kind.compareTo(LicenseClass.SHARE_ALIKE) <= 0;
  }
}
