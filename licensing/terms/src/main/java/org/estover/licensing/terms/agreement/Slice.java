package org.estover.licensing.terms.agreement;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A part of a release: the documents of some sources, under some classes of licenses.
 *
 * <p>A document whose license leaves a choice is in the slice where one of its choices is.
 *
 * @param sources names of sources, or none for all
 * @param licenseClasses classes of licenses, or none for all
 */
public record Slice(List<String> sources, List<LicenseClass> licenseClasses) {

  /** The whole release. */
  public static final Slice WHOLE = new Slice(List.of(), List.of());

  public Slice {
    sources = List.copyOf(new TreeSet<>(sources));
    licenseClasses =
        licenseClasses.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(licenseClasses));
  }

  /** Whether it is the whole release. */
  public boolean isWhole() {
    return sources.isEmpty() && licenseClasses.isEmpty();
  }

  /** Whether a document of that source, license and rights class is in it. */
  public boolean holds(String source, String license, String rightsClass) {
    return (sources.isEmpty() || sources.contains(source))
        && (licenseClasses.isEmpty()
            || Permission.of(license, rightsClass).classes().stream()
                .anyMatch(licenseClasses::contains));
  }

  /** The id, which follows from what it holds. */
  public String id() {
    return ContentId.of("slc", toJson().members());
  }

  /** The slice for people: {@code sources web, code; licenses attribution}. */
  public String text() {
    if (isWhole()) {
      return "all of it";
    }
    String classes = String.join(", ", licenseClasses.stream().map(LicenseClass::word).toList());
    return (sources.isEmpty() ? "" : "sources " + String.join(", ", sources))
        + (sources.isEmpty() || licenseClasses.isEmpty() ? "" : "; ")
        + (licenseClasses.isEmpty() ? "" : "licenses " + classes);
  }

  /** The slice as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "sources",
            sources,
            "licenseClasses",
            licenseClasses.stream().map(LicenseClass::word).toList()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Slice fromJson(JsonObject json) {
    return new Slice(
        json.texts("sources"),
        json.texts("licenseClasses").stream().map(LicenseClass::of).toList());
  }
}
