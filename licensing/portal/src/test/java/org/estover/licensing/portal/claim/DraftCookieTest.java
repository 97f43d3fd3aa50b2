package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.estover.licensing.portal.PortalSettings;
import org.junit.jupiter.api.Test;

/** A draft's cookie is one of this host alone where the portal is reached by https. */
final class DraftCookieTest {

  private static String header(String address) {
    Path none = Path.of("none");
    return new DraftCookie(
            new PortalSettings(none, none, none, none, URI.create(address), "", "", "", "Trust"))
        .header("abc");
  }

  @Test
  void underHttpsItIsOfThisHostAlone() {
    assertThat(header("https://trust.test"))
        .startsWith("__Host-estover-draft=abc; Path=/;")
        .contains("Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void onOnesOwnMachineItNeedsNone() {
    assertThat(header("http://localhost:8460"))
        .startsWith("estover-draft=abc; Path=/;")
        .doesNotContain("Secure");
  }
}
