package org.estover.crawl.rights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The licenses known by name: SPDX identifiers, whether they are open, and what people call them.
 *
 * <p>Names are compared without case, punctuation and the words that every license's name has ("The
 * Apache Software License, Version 2.0" and "apache 2" are one name).
 */
final class LicenseNames {
  /** OSI-approved, or conformant with the Open Definition, or a dedication to the public. */
  private static final String OPEN_IDENTIFIERS =
      """
      0BSD AFL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-1.1 Apache-2.0 Artistic-1.0 Artistic-2.0
      BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause
      BSL-1.0 BlueOak-1.0.0 CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-1.0
      CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-PDDC CC-PDM-1.0 CC0-1.0 CDDL-1.0
      CDDL-1.1 CECILL-2.1 CPL-1.0 DL-DE-BY-2.0 DL-DE-ZERO-2.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GFDL-1.2-only
      GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-1.0-only GPL-1.0-or-later GPL-2.0-only
      GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND ICU IPL-1.0 ISC LGPL-2.0-only
      LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later LPPL-1.3c
      MIT MIT-0 MIT-Modern-Variant MPL-1.0 MPL-1.1 MPL-2.0 MS-PL MS-RL MulanPSL-2.0 NCSA ODC-By-1.0
      ODbL-1.0 OFL-1.1 OGL-UK-1.0 OGL-UK-2.0 OGL-UK-3.0 OSL-3.0 PDDL-1.0 PHP-3.01 PSF-2.0
      PostgreSQL Python-2.0 Python-2.0.1 Ruby Unicode-3.0 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C
      WTFPL X11 Zlib ZPL-2.1 bzip2-1.0.6 curl etalab-2.0 libpng-2.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0
      """;

  /**
   * Known, but with a restriction (non-commercial, no derivatives, field of use, source-available).
   */
  private static final String RESTRICTED_IDENTIFIERS =
      """
      BUSL-1.1 CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-2.0
      CC-BY-NC-ND-2.5 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.5
      CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-4.0
      Elastic-2.0 JSON PolyForm-Noncommercial-1.0.0 SSPL-1.0
      """;

  private static final String EXCEPTIONS =
      """
      Autoconf-exception-3.0 Bison-exception-2.2 Bootloader-exception Classpath-exception-2.0
      Font-exception-2.0 GCC-exception-3.1 LLVM-exception Linux-syscall-note
      Universal-FOSS-exception-1.0
      """;

  /** Names after {@link #key}, one license per line: expression, then its names. */
  private static final String NAMES =
      """
      Apache-2.0: apache 2|asl 2|al 2|apache|apache2|apache license2|apache v2
      Apache-1.1: apache 1.1|asl 1.1
      BSD-2-Clause: bsd 2 clause|bsd 2 clause simplified|simplified bsd|freebsd|2 clause bsd|bsd simplified
      BSD-3-Clause: bsd 3 clause|bsd 3 clause new or revised|new bsd|revised bsd|modified bsd|3 clause bsd|bsd new|edl 1|\
      eclipse distribution 1|eclipse distribution new bsd
      BSL-1.0: boost 1|boost
      CC0-1.0: cc0|cc0 1|cc0 1 universal|creative commons zero 1 universal|creative commons 0|\
      public domain cc0|cc 0|cc 0 1 universal
      CC-PDDC: public domain
      CC-BY-4.0: cc by 4|creative commons attribution 4|creative commons attribution 4 international|\
      cc by 4 international
      CC-BY-3.0: cc by 3|creative commons attribution 3|creative commons attribution 3 unported
      CC-BY-SA-4.0: cc by sa 4|creative commons attribution sharealike 4|\
      creative commons attribution share alike 4|\
      creative commons attribution sharealike 4 international|\
      creative commons attribution share alike 4 international
      CC-BY-SA-3.0: cc by sa 3|creative commons attribution sharealike 3|\
      creative commons attribution share alike 3|creative commons attribution sharealike 3 unported|\
      creative commons attribution share alike 3 unported
      CDDL-1.0: cddl|cddl 1|common development and distribution 1|\
      common development and distribution
      CDDL-1.1: cddl 1.1|common development and distribution 1.1
      EPL-1.0: epl 1|eclipse public 1
      EPL-2.0: epl 2|eclipse public 2
      GPL-2.0-only: gpl 2|gplv2|gnu gpl 2|gnu general public 2|general public 2
      GPL-3.0-only: gpl 3|gplv3|gnu gpl 3|gnu general public 3|general public 3
      AGPL-3.0-only: agpl 3|gnu agpl 3|gnu affero general public 3
      LGPL-2.1-only: lgpl 2.1|gnu lgpl 2.1|gnu lesser general public 2.1|lesser general public 2.1
      LGPL-2.1-or-later: lgpl 2.1 or later|gnu lesser general public 2.1 or later
      LGPL-3.0-only: lgpl 3|gnu lgpl 3|gnu lesser general public 3|lesser general public 3
      GPL-2.0-only WITH Classpath-exception-2.0: gpl2 w/ cpe|gpl 2 with classpath exception|\
      gpl 2 with gnu classpath exception|gnu general public 2 with gnu classpath exception|\
      gnu general public 2 with classpath exception|gpl2 w cpe|gpl 2 ce|cddl+gpl ce|\
      gpl 2.0 with classpath exception
      CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0: cddl+gpl|cddl gpl|cddl + gplv2 with \
      classpath exception
      ISC: isc|internet systems consortium
      MIT: mit|expat|x11 mit|mit x11
      MIT-0: mit 0|mit no attribution
      MPL-1.1: mpl 1.1|mozilla public 1.1
      MPL-2.0: mpl 2|mozilla public 2
      OGL-UK-3.0: open government 3|ogl 3|uk open government 3
      PSF-2.0: psf|python foundation|psf 2
      Unlicense: unlicense|unlicence
      UPL-1.0: upl 1|universal permissive 1
      WTFPL: wtfpl|do what the fuck you want to public
      Zlib: zlib
      ODC-By-1.0: odc by|open data commons attribution
      ODbL-1.0: odbl|open data commons open database
      """;

  private static final Set<String> NOISE =
      Set.of("the", "license", "licence", "licensed", "under", "software", "version", "v", "a");

  private static final Set<String> OPEN = words(OPEN_IDENTIFIERS);
  private static final Map<String, String> IDENTIFIERS = identifiers();
  private static final Map<String, String> EXCEPTION_NAMES = byLowerCase(words(EXCEPTIONS));
  private static final Map<String, String> BY_NAME = names();

  private LicenseNames() {}

  /** The identifier in its official spelling; deprecated GNU identifiers become current ones. */
  static Optional<String> byIdentifier(String token) {
    return Optional.ofNullable(IDENTIFIERS.get(token.toLowerCase(Locale.ROOT)));
  }

  static Optional<String> exception(String token) {
    return Optional.ofNullable(EXCEPTION_NAMES.get(token.toLowerCase(Locale.ROOT)));
  }

  static Optional<String> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /** Whether the identifier (also with a trailing {@code +}) is of an open license. */
  static boolean isOpen(String identifier) {
    String license = identifier.split(" ", 2)[0];
    return OPEN.contains(
        license.endsWith("+") ? license.substring(0, license.length() - 1) : license);
  }

  private static String key(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9.+/]+"))
        .map(LicenseNames::plainNumber)
        .filter(word -> !word.isEmpty() && !NOISE.contains(word))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String plainNumber(String word) {
    String plain = word.replaceFirst("\\.+$", "").replaceFirst("^v(?=\\d)", "");
    return plain.replaceFirst("^(\\d+)\\.0+$", "$1");
  }

  private static Map<String, String> identifiers() {
    Map<String, String> result = byLowerCase(OPEN);
    result.putAll(byLowerCase(words(RESTRICTED_IDENTIFIERS)));
    for (String identifier : Set.copyOf(result.values())) {
      String lower = identifier.toLowerCase(Locale.ROOT);
      if (lower.endsWith("-only")) {
        String deprecated = lower.substring(0, lower.length() - "-only".length());
        result.put(deprecated, identifier);
        result.put(deprecated + "+", identifier.replace("-only", "-or-later"));
      } else if (!lower.endsWith("-or-later")) {
        result.put(lower + "+", identifier + "+");
      }
    }
    result.put("gpl-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0");
    return result;
  }

  private static Map<String, String> names() {
    Map<String, String> result = new HashMap<>();
    for (String line : NAMES.strip().split("\n", -1)) {
      String[] parts = line.strip().split(": ", 2);
      for (String name : parts[1].split("\\|", -1)) {
        result.put(key(name), parts[0]);
      }
    }
    return result;
  }

  private static Map<String, String> byLowerCase(Set<String> identifiers) {
    Map<String, String> result = new HashMap<>();
    for (String identifier : identifiers) {
      result.put(identifier.toLowerCase(Locale.ROOT), identifier);
    }
    return result;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.strip().split("\\s+")));
  }
}
