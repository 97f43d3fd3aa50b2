package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The licenses that SPDX expressions name, as other catalogues call them. */
final class SpdxNames {
  private static final String URL = "https://spdx.org/licenses/";
  private static final String NOT_LISTED = "LicenseRef-";
  private static final List<String> SUFFIXES = List.of("-only", "-or-later", "+");

  /** Where Hugging Face has another name than the lower case of SPDX's. */
  private static final Map<String, String> RENAMED =
      Map.of("odc-by-1.0", "odc-by", "odbl-1.0", "odbl", "pddl-1.0", "pddl");

  /** Hugging Face's identifiers of licenses that are SPDX's in lower case. */
  private static final Set<String> HUGGING_FACE =
      Set.of(
          ("afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear"
                  + " bsl-1.0 c-uda cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-nc-2.0"
                  + " cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0"
                  + " cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0"
                  + " cc0-1.0 cdla-permissive-1.0 cdla-permissive-2.0 cdla-sharing-1.0 ecl-2.0"
                  + " epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 gpl-2.0 gpl-3.0 isc lgpl-2.1"
                  + " lgpl-3.0 lppl-1.3c mit mpl-2.0 ms-pl ncsa ofl-1.1 osl-3.0 postgresql"
                  + " unlicense wtfpl zlib")
              .split(" ", -1));

  private SpdxNames() {}

  /** The licenses of an expression in their order, without operators and exceptions. */
  static List<String> licenses(String expression) {
    Set<String> licenses = new LinkedHashSet<>();
    boolean exception = false;
    for (String word : expression.replace('(', ' ').replace(')', ' ').split("\\s+", -1)) {
      boolean operator = Set.of("", "AND", "OR", "WITH").contains(word.toUpperCase(Locale.ROOT));
      if (!operator && !exception) {
        licenses.add(word);
      }
      exception = word.equalsIgnoreCase("WITH");
    }
    return new ArrayList<>(licenses);
  }

  /** The address of a license's text at SPDX; empty for what SPDX does not list. */
  static Optional<String> url(String license) {
    String id = license.endsWith("+") ? license.substring(0, license.length() - 1) : license;
    return id.startsWith(NOT_LISTED) || !id.matches("[A-Za-z0-9][A-Za-z0-9.-]*")
        ? Optional.empty()
        : Optional.of(URL + id + ".html");
  }

  /** What Hugging Face calls a license; empty if it has no name for it. */
  static Optional<String> huggingFace(String license) {
    String id = license.toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      id = id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
    }
    String name = RENAMED.getOrDefault(id, id);
    return HUGGING_FACE.contains(name) || RENAMED.containsValue(name)
        ? Optional.of(name)
        : Optional.empty();
  }
}
