package org.estover.licensing.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.junit.jupiter.api.Test;

/** What is done is recorded, each tier shows its part, and reading it is recorded. */
final class ActivityPageTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  private static List<ActivityEvent> lastEvents() throws Exception {
    SegmentLog log = PORTAL.bean(ActivityLog.class).segments();
    return log.read(Math.max(0, log.size() - 40), 1000);
  }

  @Test
  void signingInAndBeingRefusedAreRecorded() throws Exception {
    Account account = PORTAL.create("watched", Set.of(Who.DEVELOPER), "");
    Client client = PORTAL.signedIn("watched");
    client.get("/operator/activity");
    assertThat(lastEvents())
        .anySatisfy(
            event -> {
              assertThat(event.activity().action()).isEqualTo("session.start");
              assertThat(event.activity().actor()).isEqualTo(account.id());
            })
        .anySatisfy(
            event -> {
              assertThat(event.activity().action()).isEqualTo("access.refuse");
              assertThat(event.activity().actor()).isEqualTo(account.id());
              assertThat(event.activity().object()).isEqualTo("/operator/activity");
              assertThat(event.activity().evidence()).containsEntry("status", "403");
            })
        .allSatisfy(
            event ->
                assertThat(event.toJson().toString())
                    .doesNotContain("@portal.test")
                    .doesNotContain("127.0.0.1"));
  }

  @Test
  void eachTierShowsItsPartAndReadingIsRecorded() throws Exception {
    Account other = PORTAL.create("other-watched", Set.of(Who.DEVELOPER), "");
    Account own = PORTAL.create("own-watched", Set.of(Who.DEVELOPER), "");
    ActivityLog log = PORTAL.bean(ActivityLog.class);
    log.record(Activity.by(other.visitor(), "release.read", "rel_other").delivering(7));
    log.record(Activity.by(own.visitor(), "release.read", "=rel_own").delivering(9));
    Client client = PORTAL.signedIn("own-watched");
    String page = client.page("/account/activity");
    assertThat(page).contains("rel_own").contains(own.id()).doesNotContain(other.id());
    String all = PORTAL.as("operator0").page("/operator/activity?action=release.read");
    assertThat(all).contains("rel_own").contains("rel_other");
    String lines =
        PORTAL.as("auditor0").page("/operator/activity?action=release.read&format=ndjson");
    assertThat(lines.lines())
        .map(line -> JsonObject.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .anyMatch(json -> json.text("object").equals("rel_other"));
    assertThat(PORTAL.as("auditor0").page("/operator/activity?format=csv&action=release.read"))
        .startsWith("id,at,actor")
        .contains("\"'=rel_own\"");
    assertThat(PORTAL.anybody().page("/activity"))
        .contains("release.read")
        .doesNotContain(own.id());
    assertThat(lastEvents())
        .filteredOn(event -> event.activity().action().equals("activity.read"))
        .extracting(event -> event.activity().object())
        .contains("own", "full");
  }

  @Test
  void olderOnesAreBehindACursor() throws Exception {
    ActivityLog log = PORTAL.bean(ActivityLog.class);
    for (int i = 0; i < 60; i++) {
      log.record(Activity.by(Visitor.ANYBODY, "paging.test", "number-" + i));
    }
    String first = PORTAL.as("operator0").page("/operator/activity?action=paging.test");
    assertThat(first).contains("number-59").contains("number-10<").doesNotContain("number-9<");
    String before = first.replaceAll("(?s).*[?&;]before=(\\d+).*", "$1");
    assertThat(
            PORTAL.as("operator0").page("/operator/activity?action=paging.test&before=" + before))
        .contains("number-9<")
        .contains("number-0<")
        .doesNotContain("number-10<");
    HttpResponse<String> wrong = PORTAL.as("operator0").get("/operator/activity?day=yesterday");
    assertThat(wrong.statusCode()).isEqualTo(400);
  }
}
