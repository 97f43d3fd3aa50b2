package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpdxLicenseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The Apache Software License, Version 2.0       | Apache-2.0
          Apache License, Version 2.0                    | Apache-2.0
          Apache License 2.0                             | Apache-2.0
          Apache 2.0                                     | Apache-2.0
          ASL 2.0                                        | Apache-2.0
          The MIT License                                | MIT
          MIT license                                    | MIT
          The MIT License (MIT)                          | MIT
          mit                                            | MIT
          BSD 3-Clause License                           | BSD-3-Clause
          The New BSD License                            | BSD-3-Clause
          EDL 1.0                                        | BSD-3-Clause
          Eclipse Public License - v 2.0                 | EPL-2.0
          Eclipse Public License v. 1.0                  | EPL-1.0
          Mozilla Public License, Version 2.0            | MPL-2.0
          GNU Lesser General Public License v2.1         | LGPL-2.1-only
          GPL2 w/ CPE                                    | GPL-2.0-only WITH Classpath-exception-2.0
          CC0                                            | CC0-1.0
          Creative Commons Attribution 4.0 International | CC-BY-4.0
          https://www.apache.org/licenses/LICENSE-2.0.txt | Apache-2.0
          http://www.apache.org/licenses/LICENSE-2.0.html | Apache-2.0
          https://opensource.org/licenses/MIT            | MIT
          http://www.opensource.org/licenses/mit-license.php | MIT
          https://opensource.org/license/bsd-3-clause/   | BSD-3-Clause
          https://creativecommons.org/licenses/by-sa/4.0/ | CC-BY-SA-4.0
          https://creativecommons.org/licenses/by-nc-nd/3.0/deed.de | CC-BY-NC-ND-3.0
          //creativecommons.org/publicdomain/zero/1.0/   | CC0-1.0
          https://www.gnu.org/licenses/gpl-3.0.en.html   | GPL-3.0-only
          https://creativecommons.org/publicdomain/zero/1.0/deed.en | CC0-1.0
          http://creativecommons.org/publicdomain/zero/1.0/legalcode | CC0-1.0
          https://creativecommons.org/publicdomain/mark/1.0/ | CC-PDM-1.0
          https://creativecommons.org/licenses/by/3.0/us/ | CC-BY-3.0
          https://creativecommons.org/licenses/by/4.0/legalcode.txt | CC-BY-4.0
          https://www.gnu.org/licenses/fdl-1.3.html      | GFDL-1.3-only
          https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/ | OGL-UK-3.0
          https://mit-license.org/                       | MIT
          https://www.govdata.de/dl-de/by-2-0            | DL-DE-BY-2.0
          CC BY 4.0                                      | CC-BY-4.0
          CC BY-SA 3.0 Unported                          | CC-BY-SA-3.0
          CC-BY-NC-ND 4.0 International                  | CC-BY-NC-ND-4.0
          Attribution 4.0 International (CC BY 4.0)      | CC-BY-4.0
          Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License | CC-BY-NC-SA-4.0
          Creative Commons Attribution-Non Commercial-No Derivatives 3.0 | CC-BY-NC-ND-3.0
          Creative Commons Attribution-Share Alike 2.5 Generic | CC-BY-SA-2.5
          http://www.eclipse.org/legal/epl-v10.html      | EPL-1.0
          https://jsoup.org/license                      | MIT
          https://spdx.org/licenses/ISC.html             | ISC
          apache-2.0 or mit                              | Apache-2.0 OR MIT
          (MIT OR Apache-2.0) AND CC-BY-4.0              | (MIT OR Apache-2.0) AND CC-BY-4.0
          (MIT)                                          | MIT
          MIT AND (ISC AND Zlib)                         | MIT AND ISC AND Zlib
          GPL-2.0+ with classpath-exception-2.0          | GPL-2.0-or-later WITH Classpath-exception-2.0
          LicenseRef-own OR MIT                          | LicenseRef-own OR MIT
          """)
  void knownLicensesAreNormalised(String raw, String expected) {
    assertThat(SpdxLicense.normalize(raw)).isEqualTo(expected);
    assertThat(SpdxLicense.normalize(expected)).as("stable").isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "All rights reserved",
        "CC BY",
        "Creative Commons",
        "CC BY 3.0 or 4.0",
        "CC BY 4.0 except where noted",
        "https://creativecommons.org/licenses/by/",
        "https://creativecommons.org.evil.test/licenses/by/4.0/",
        "MIT OR",
        "MIT Apache-2.0",
        "MIT WITH nothing",
        "https://a.test/license"
      })
  void unknownTextsBecomeReferencesAndAreNotOpen(String raw) {
    assertThat(SpdxLicense.find(raw)).isEmpty();
    assertThat(SpdxLicense.normalize(raw)).matches("LicenseRef-[0-9a-f]{16}");
    assertThat(SpdxLicense.isOpen(SpdxLicense.normalize(raw))).isFalse();
  }

  @Test
  void nestingIsLimited() {
    String deep = "(".repeat(100_000) + "MIT AND ISC" + ")".repeat(100_000);
    assertThat(SpdxLicense.normalize(deep)).startsWith("LicenseRef-");
  }

  @Test
  void referenceIsTheDigestOfTheRawText() {
    assertThat(SpdxLicense.normalize("abc")).isEqualTo("LicenseRef-ba7816bf8f01cfea");
    assertThat(SpdxLicense.normalize("  ")).isEmpty();
  }

  @Test
  void openIsDecidedByTheOperators() {
    assertThat(SpdxLicense.isOpen("MIT")).isTrue();
    assertThat(SpdxLicense.isOpen("CC-BY-NC-4.0")).isFalse();
    assertThat(SpdxLicense.isOpen("MIT OR CC-BY-NC-4.0")).isTrue();
    assertThat(SpdxLicense.isOpen("MIT AND CC-BY-NC-4.0")).isFalse();
    assertThat(SpdxLicense.isOpen("GPL-2.0-only WITH Classpath-exception-2.0")).isTrue();
    assertThat(SpdxLicense.isOpen("Apache-2.0+")).isTrue();
    assertThat(SpdxLicense.isOpen("")).isFalse();
    assertThat(SpdxLicense.isOpen("CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0"))
        .isTrue();
  }
}
