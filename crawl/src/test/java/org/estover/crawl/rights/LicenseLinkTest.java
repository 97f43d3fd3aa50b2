package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the licenses that a page points to is the page's. */
final class LicenseLinkTest {
  private static final LicenseLink UNKNOWN = link("https://a.test/our-terms", "");
  private static final LicenseLink OPEN = link("https://creativecommons.org/licenses/by/4.0/", "");

  private static LicenseLink link(String url, String scope) {
    return new LicenseLink("anchor", url, SpdxLicense.normalize(url), scope);
  }

  @Test
  void pageWithoutALinkHasNone() {
    assertThat(LicenseLink.ofPage(List.of(new RobotsRules("robots.txt", "estover", true))))
        .isEmpty();
  }

  @Test
  void licenseThatIsKnownGoesBeforeOneThatIsNot() {
    assertThat(LicenseLink.ofPage(List.of(UNKNOWN, OPEN))).isEqualTo("CC-BY-4.0");
  }

  @Test
  void licenseThatIsNotKnownIsBetterThanNone() {
    String license = LicenseLink.ofPage(List.of(UNKNOWN, link("https://a.test/more-terms", "")));
    assertThat(license).isEqualTo(UNKNOWN.license()).matches(SpdxLicense::isReference);
  }

  @Test
  void licenseOfAPartIsNotThePages() {
    assertThat(LicenseLink.ofPage(List.of(link(OPEN.url(), "figure")))).isEmpty();
  }
}
