package org.estover.licensing.portal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.download.Shelf;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.estover.licensing.terms.agreement.Grant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class HubTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final String SET = "/api/datasets/the-commons/commons";
  private static final String RESOLVE = "/datasets/the-commons/commons/resolve/";
  private static final Pattern NEXT = Pattern.compile("<https?://[^/]+([^>]+)>; rel=\"next\"");

  private static ShelvedRelease release(int number) throws Exception {
    return PORTAL.bean(Shelf.class).find(PORTAL.made().releases().get(number)).orElseThrow();
  }

  private static JsonNode json(String text) {
    return new ObjectMapper().readTree(text);
  }

  private static String shard() throws Exception {
    return release(0).release().content().shardsOf("books").get(0).bin().name();
  }

  /** The newest release that a developer has a grant for; other tests grant more. */
  private static ShelvedRelease newestGranted(int developer) throws Exception {
    String agreement = PORTAL.made().developers().get(developer).agreementId();
    List<String> granted =
        PORTAL
            .bean(TrustDesk.class)
            .read(
                opened ->
                    opened.trust().grants().stream()
                        .filter(grant -> grant.agreementId().equals(agreement))
                        .map(Grant::releaseId)
                        .toList());
    return release(granted.contains(PORTAL.made().releases().get(1)) ? 1 : 0);
  }

  @Test
  void aCorpusIsADataSetWhoseRevisionsAreItsReleases() throws Exception {
    JsonNode newest = json(PORTAL.anybody().page(SET));
    assertThat(newest.path("id").asString()).isEqualTo("the-commons/commons");
    assertThat(newest.path("sha").asString()).isEqualTo(release(1).commit());
    assertThat(newest.path("gated").asString()).isEqualTo("manual");
    assertThat(newest.path("siblings").size()).isEqualTo(release(1).files().size());
    for (String revision : List.of(release(0).id(), release(0).commit())) {
      JsonNode named = json(PORTAL.anybody().page(SET + "/revision/" + revision));
      assertThat(named.path("sha").asString())
          .isEqualTo(release(0).commit())
          .startsWith(release(0).id().substring(4));
    }
    // A visitor's main is the newest that a license of theirs covers.
    JsonNode mine = json(PORTAL.as("developer1").page(SET + "/revision/HEAD"));
    assertThat(mine.path("sha").asString()).isEqualTo(newestGranted(1).commit());
    JsonNode refs = json(PORTAL.anybody().page(SET + "/refs"));
    assertThat(refs.path("branches").get(0).path("name").asString()).isEqualTo("main");
    assertThat(refs.path("tags").findValuesAsString("name"))
        .contains(release(0).id(), release(1).id());
  }

  @Test
  void theTreeListsEveryFileOnceOverItsPages() throws Exception {
    List<String> paths = new ArrayList<>();
    String address = SET + "/tree/" + release(0).id() + "?recursive=true&expand=true&limit=5";
    int pages = 0;
    while (!address.isEmpty()) {
      HttpResponse<String> page = PORTAL.anybody().get(address);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      for (JsonNode entry : json(page.body())) {
        paths.add(entry.path("path").asString());
        assertThat(entry.path("type").asString()).isEqualTo("file");
        assertThat(entry.path("oid").asString()).matches("[0-9a-f]{40}");
        assertThat(entry.path("lastCommit").path("id").asString()).isEqualTo(release(0).commit());
      }
      pages++;
      Matcher next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
      address = next.find() ? next.group(1) : "";
    }
    assertThat(pages).isGreaterThan(2);
    assertThat(paths).containsExactlyElementsOf(release(0).files().keySet());
    assertThat(PORTAL.anybody().get(SET + "/tree/main/data").headers().firstValue("X-Error-Code"))
        .hasValue("EntryNotFound");
  }

  @Test
  void whatHasSomethingTakenDownIsListedWithoutADigestOfOtherBytes() throws Exception {
    String masked = release(0).release().content().shardsOf("web").get(0).bin().name();
    JsonNode entries =
        paths("application/json", "{\"paths\": [\"" + masked + "\", \"" + shard() + "\"]}");
    assertThat(entries.get(0).has("lfs")).isFalse();
    assertThat(entries.get(1).path("lfs").path("oid").asString())
        .isEqualTo(release(0).file(shard()).orElseThrow().sha256());
  }

  @Test
  void someFilesAreAskedForAsJsonOrAsAForm() throws Exception {
    JsonNode asJson =
        paths(
            "application/json",
            "{\"paths\": [\"" + shard() + "\", \"no-such-file\"], \"expand\": true}");
    assertThat(asJson.size()).isEqualTo(1);
    assertThat(asJson.get(0).path("lastCommit").path("title").asString()).contains(release(0).id());
    JsonNode asForm =
        paths("application/x-www-form-urlencoded", "paths=README.md&paths=" + shard());
    assertThat(asForm.size()).isEqualTo(2);
    assertThat(asForm.get(0).has("lfs")).isFalse();
  }

  private static JsonNode paths(String type, String body) throws Exception {
    Client anybody = PORTAL.anybody();
    HttpResponse<String> answer =
        anybody.send(
            anybody
                .request(SET + "/paths-info/" + release(0).id())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  @Test
  void aShardLeadsToALinkWhereAGrantCoversIt() throws Exception {
    HttpResponse<String> resolved =
        PORTAL.as("developer0").get(RESOLVE + release(0).id() + "/" + shard());
    assertThat(resolved.statusCode()).as(resolved.body()).isEqualTo(302);
    String tag = "\"" + release(0).file(shard()).orElseThrow().sha256() + "\"";
    assertThat(resolved.headers().firstValue("X-Linked-Etag")).hasValue(tag);
    assertThat(resolved.headers().firstValue("X-Linked-Size"))
        .hasValue("" + release(0).file(shard()).orElseThrow().size());
    assertThat(resolved.headers().firstValue("X-Repo-Commit")).hasValue(release(0).commit());
    String link = resolved.headers().firstValue("Location").orElseThrow();
    assertThat(link).startsWith(PORTAL.address().toString());
    Client anybody = PORTAL.anybody();
    HttpResponse<byte[]> part =
        anybody.sendForBytes(
            anybody
                .request(link.substring(PORTAL.address().toString().length()))
                .header("Range", "bytes=0-63")
                .build());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(64);
  }

  @Test
  void aTokenOpensShardsWhereItsScopesSaySo() throws Exception {
    assertThat(withToken(Set.of("download"), "").statusCode()).isEqualTo(302);
    assertThat(withToken(Set.of("download"), "train").statusCode()).isEqualTo(302);
    assertThat(withToken(Set.of("download"), "evaluate").statusCode()).isEqualTo(403);
    HttpResponse<String> reader = withToken(Set.of("read"), "");
    assertThat(reader.statusCode()).isEqualTo(403);
    assertThat(reader.headers().firstValue("X-Error-Message").orElseThrow()).contains("scope");
  }

  /** Asks for a shard as Hugging Face's client does, which wants its own beginning of a token. */
  private static HttpResponse<String> withToken(Set<String> scopes, String purpose)
      throws Exception {
    String account =
        PORTAL.bean(Accounts.class).byEmail("developer0@portal.test").orElseThrow().id();
    String secret =
        PORTAL
            .bean(Tokens.class)
            .create(account, "a loader", scopes, purpose, Duration.ofHours(1))
            .secret();
    return PORTAL
        .anybody()
        .get(RESOLVE + release(0).id() + "/" + shard(), "Authorization", "Bearer hf_" + secret);
  }

  @Test
  void aRefusalNamesTheLicensesInHeaderAndBody() throws Exception {
    String address = RESOLVE + release(0).id() + "/" + shard();
    HttpResponse<String> stranger = PORTAL.anybody().get(address);
    HttpResponse<String> other = PORTAL.as("developer2").get(address);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(other.statusCode()).isEqualTo(403);
    for (HttpResponse<String> refusal : List.of(stranger, other)) {
      assertThat(refusal.headers().firstValue("X-Error-Code")).hasValue("GatedRepo");
      assertThat(refusal.headers().firstValue("X-Error-Message").orElseThrow())
          .contains("/licenses?release=" + release(0).id())
          .isEqualTo(json(refusal.body()).path("error").asString());
    }
    HttpResponse<String> card = PORTAL.anybody().get(RESOLVE + "main/README.md");
    assertThat(card.body()).startsWith("---\n").contains(release(1).id());
    assertThat(card.headers().firstValue("X-Repo-Commit")).hasValue(release(1).commit());
  }

  @Test
  void whatIsNotThereIsSaidInTheWordsThatLoadersKnow() throws Exception {
    assertThat(code("/api/datasets/the-commons/other")).isEqualTo("RepoNotFound");
    assertThat(code(SET + "/revision/v9")).isEqualTo("RevisionNotFound");
    assertThat(code(RESOLVE + "main/no-such-file")).isEqualTo("EntryNotFound");
  }

  private static String code(String address) throws Exception {
    HttpResponse<String> answer = PORTAL.anybody().get(address);
    assertThat(answer.statusCode()).isIn(400, 404);
    return answer.headers().firstValue("X-Error-Code").orElse("");
  }
}
