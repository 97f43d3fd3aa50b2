package org.estover.licensing.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

final class HomePageTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void theFirstPageHasOneLookUpBox() throws Exception {
    HttpResponse<String> answer = PORTAL.anybody().get("/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("The Commons").containsOnlyOnce("role=\"search\"");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe-inline"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void whoSignedInSeesTheirName() throws Exception {
    assertThat(PORTAL.as("developer0").page("/")).contains("developer0").contains("Sign out");
  }
}
