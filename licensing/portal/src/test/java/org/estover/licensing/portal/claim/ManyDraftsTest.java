package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

/** Drafts are kept for weeks, so nobody begins them without end. */
final class ManyDraftsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void aNetworkBeginsSoManyAnHour() throws Exception {
    Client client = PORTAL.from("203.0.113.95");
    Matcher token =
        Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(client.page("/claims"));
    assertThat(token.find()).isTrue();
    Map<String, String> form = Map.of("_csrf", token.group(1));
    for (int i = 0; i < 100; i++) {
      assertThat(client.post("/claims", form).statusCode()).isEqualTo(302);
    }
    assertThat(client.post("/claims", form).statusCode()).isEqualTo(429);
  }
}
