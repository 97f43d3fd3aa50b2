package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.TrustDesk;
import org.junit.jupiter.api.Test;

/** Who knows what was taken down finds that it was; nobody reads there what it was. */
final class TakenDownTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Taken down by its URL, before the portal started. */
  private static final int PAGE = 7;

  private static final String HOST = "blog.cleo.test";

  @Test
  void neitherApiNorPagesTellWhereOrWhoseItWas() throws Exception {
    String id = SampleRelease.id(PAGE);
    String digest = JSON.readTree(get("/v1/documents/" + id)).at("/items/0/textSha256").asText();
    for (String path :
        List.of(
            "/v1/lookup?q=" + id,
            "/v1/documents/" + id,
            "/v1/hosts/" + HOST + "?limit=200",
            "/v1/lookup?q=" + HOST,
            "/documents/" + id,
            "/lookup?q=" + id,
            "/lookup?q=" + digest,
            "/hosts/" + HOST)) {
      // Ids begin alike, and so do addresses: /page/70 is another's.
      assertThat(get(path))
          .as(path)
          .contains(id)
          .doesNotContainPattern(SampleRelease.url(PAGE) + "(?![0-9])");
    }
    for (String path : List.of("/documents/" + id, "/v1/documents/" + id)) {
      assertThat(get(path)).as(path).doesNotContain(SampleRelease.holder(PAGE));
    }
    assertThat(get("/documents/" + id)).contains("not told: it was taken down");
  }

  @Test
  void aDocumentIsTakenDownByWhicheverOfItsNamesWas() throws Exception {
    JsonNode byId = looked(SampleRelease.id(PAGE));
    assertThat(byId.get("withdrawn").asBoolean()).as("its URL was").isTrue();
    assertThat(byId.at("/documents/0/withdrawn").asBoolean()).isTrue();
    JsonNode byUrl = looked(SampleRelease.url(PAGE));
    assertThat(byUrl.get("withdrawn").asBoolean()).isTrue();
    assertThat(byUrl.at("/documents/0/id").asText()).isEqualTo(SampleRelease.id(PAGE));
    assertThat(looked(SampleRelease.id(PAGE + 1)).get("withdrawn").asBoolean()).isFalse();
  }

  @Test
  void aUrlIsTakenDownWithAllThatStandsThere() throws Exception {
    int number = 72;
    assertThat(looked(SampleRelease.url(number)).get("withdrawn").asBoolean()).isFalse();
    PORTAL.bean(TrustDesk.class).write(opened -> opened.trust().withdraw(SampleRelease.id(number)));
    assertThat(looked(SampleRelease.id(number)).get("withdrawn").asBoolean()).isTrue();
    assertThat(looked(SampleRelease.url(number)).get("withdrawn").asBoolean()).isTrue();
    assertThat(looked(SampleRelease.url(number)).at("/documents/0/uri").asText()).isEmpty();
  }

  private static JsonNode looked(String what) throws Exception {
    return JSON.readTree(get("/v1/lookup?q=" + URLEncoder.encode(what, StandardCharsets.UTF_8)));
  }

  private static String get(String path) throws Exception {
    return PORTAL.anybody().page(path);
  }
}
