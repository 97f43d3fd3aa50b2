package org.estover.crawl.rights;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses at which well-known licenses are published. */
final class LicenseUrls {
  private static final Pattern SCHEME = Pattern.compile("(?i)(https?:)?//(www\\.)?");
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile("creativecommons\\.org/licenses/([a-z-]+)/(\\d\\.\\d)(/.*)?");
  private static final Pattern PUBLIC_DOMAIN =
      Pattern.compile("creativecommons\\.org/publicdomain/(zero|mark)/1\\.0(/.*)?");
  private static final Pattern OPEN_GOVERNMENT =
      Pattern.compile("nationalarchives\\.gov\\.uk/doc/open-government-licence/version/([123])");
  private static final Pattern BY_IDENTIFIER =
      Pattern.compile(
          "(?:spdx\\.org/licenses|opensource\\.org/licenses?|choosealicense\\.com/licenses"
              + "|opendatacommons\\.org/licenses|gnu\\.org/licenses(?:/old-licenses)?)/([^/]+)");
  private static final Pattern SUFFIX = Pattern.compile("(\\.(txt|html?|php|en))+$|/+$");

  /** Addresses whose last segment does not lead to the license's name, lower-case, no suffix. */
  private static final Map<String, String> ADDRESSES =
      Map.ofEntries(
          Map.entry("apache.org/licenses/license-2.0", "Apache-2.0"),
          Map.entry("apache.org/licenses/license-1.1", "Apache-1.1"),
          Map.entry("apache.org/licenses", "Apache-2.0"),
          Map.entry("creativecommons.org/licenses/publicdomain", "CC-PDDC"),
          Map.entry("eclipse.org/legal/epl-v10", "EPL-1.0"),
          Map.entry("eclipse.org/legal/epl-v20", "EPL-2.0"),
          Map.entry("eclipse.org/legal/epl-2.0", "EPL-2.0"),
          Map.entry("eclipse.org/org/documents/epl-v10", "EPL-1.0"),
          Map.entry("eclipse.org/org/documents/epl-2.0/epl-2.0", "EPL-2.0"),
          Map.entry("eclipse.org/org/documents/edl-v10", "BSD-3-Clause"),
          Map.entry("mozilla.org/mpl/2.0", "MPL-2.0"),
          Map.entry("mozilla.org/en-us/mpl/2.0", "MPL-2.0"),
          Map.entry("mozilla.org/mpl/mpl-1.1", "MPL-1.1"),
          Map.entry("boost.org/license_1_0", "BSL-1.0"),
          Map.entry("unlicense.org", "Unlicense"),
          Map.entry("wtfpl.net", "WTFPL"),
          Map.entry("jsoup.org/license", "MIT"),
          Map.entry("json.org/license", "JSON"),
          Map.entry("opensource.org/licenses/mit-license", "MIT"),
          Map.entry("opensource.org/licenses/bsd-license", "BSD-2-Clause"),
          Map.entry("opensource.org/licenses/apache2.0", "Apache-2.0"),
          Map.entry("opensource.org/licenses/eclipse-1.0", "EPL-1.0"),
          Map.entry("mit-license.org", "MIT"),
          Map.entry("gnu.org/licenses/fdl", "GFDL-1.3-or-later"),
          Map.entry("gnu.org/copyleft/fdl", "GFDL-1.3-or-later"),
          Map.entry("gnu.org/licenses/fdl-1.3", "GFDL-1.3-only"),
          Map.entry("gnu.org/licenses/fdl-1.2", "GFDL-1.2-only"),
          Map.entry("gnu.org/licenses/old-licenses/fdl-1.2", "GFDL-1.2-only"),
          Map.entry("gnu.org/licenses/gpl-3.0-standalone", "GPL-3.0-only"),
          Map.entry("govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
          Map.entry("govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
          Map.entry("etalab.gouv.fr/licence-ouverte-open-licence", "etalab-2.0"),
          Map.entry("opendatacommons.org/licenses/odbl/summary", "ODbL-1.0"),
          Map.entry("opendatacommons.org/licenses/odbl", "ODbL-1.0"),
          Map.entry("opendatacommons.org/licenses/odbl/1-0", "ODbL-1.0"),
          Map.entry("opendatacommons.org/licenses/by", "ODC-By-1.0"),
          Map.entry("opendatacommons.org/licenses/by/1-0", "ODC-By-1.0"),
          Map.entry("opendatacommons.org/licenses/pddl", "PDDL-1.0"),
          Map.entry("opendatacommons.org/licenses/pddl/1-0", "PDDL-1.0"));

  private LicenseUrls() {}

  static boolean isUrl(String text) {
    return SCHEME.matcher(text).lookingAt();
  }

  /**
   * The license published at an address. A ported Creative Commons license (a country after the
   * version) counts as the unported one.
   */
  static Optional<String> find(String url) {
    String address =
        SCHEME.matcher(url.strip().toLowerCase(Locale.ROOT)).replaceFirst("").split("[?#]", 2)[0];
    address = SUFFIX.matcher(address).replaceAll("");
    String known = ADDRESSES.get(address);
    if (known != null) {
      return Optional.of(known);
    }
    Matcher commons = CREATIVE_COMMONS.matcher(address);
    if (commons.matches()) {
      return LicenseNames.byIdentifier("CC-" + commons.group(1) + "-" + commons.group(2));
    }
    Matcher dedication = PUBLIC_DOMAIN.matcher(address);
    if (dedication.matches()) {
      return Optional.of(dedication.group(1).equals("zero") ? "CC0-1.0" : "CC-PDM-1.0");
    }
    Matcher government = OPEN_GOVERNMENT.matcher(address);
    if (government.matches()) {
      return Optional.of("OGL-UK-" + government.group(1) + ".0");
    }
    Matcher named = BY_IDENTIFIER.matcher(address);
    return named.matches()
        ? LicenseNames.byIdentifier(named.group(1))
            .or(() -> LicenseNames.byName(named.group(1).replace('-', ' ')))
        : Optional.empty();
  }
}
