package org.estover.licensing.portal.trainingrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.SampleTrust;
import org.junit.jupiter.api.Test;

final class TrainingRunPagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void aTrainingRunSaysWhatItReadToTheToken() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    String page = PORTAL.as("developer0").page("/training-runs/" + mine.runId());
    long tokens = 10L * 2 * SampleRelease.SEQUENCE_TOKENS;
    assertThat(page).contains("pretraining").contains(">" + tokens + "<").contains("Ada Ltd");
    assertThat(PORTAL.as("developer0").page("/training-runs")).contains(mine.runId());
  }

  @Test
  void whatCannotBeCountedIsSaidInWords() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    for (String[] numbers :
        new String[][] {{"3", "99999999999"}, {"999999999999999999", "2000000000"}}) {
      HttpResponse<String> refused =
          PORTAL
              .as("developer0")
              .submit(
                  "/training-runs",
                  "/training-runs",
                  Map.of(
                      "grant",
                      mine.grantId(),
                      "name",
                      "too large",
                      "steps",
                      numbers[0],
                      "sequences",
                      numbers[1]));
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("role=\"alert\"").doesNotContain("overflow");
    }
  }

  @Test
  void aStepShowsItsDocumentsAndItsTextsToWhoHasTheGrant() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    String path = "/training-runs/" + mine.runId() + "/steps/";
    String page = PORTAL.as("developer0").page(path + "3");
    assertThat(page)
        .contains("Sequence 0")
        .contains("Sequence 1")
        .doesNotContain("Sequence 2<")
        .contains("https://")
        .contains("hedges")
        .contains(path + "2")
        .contains(path + "4");
    assertThat(PORTAL.as("auditor0").page(path + "3"))
        .contains("https://")
        .doesNotContain("hedges");
    assertThat(PORTAL.as("developer0").get(path + "10").statusCode()).isEqualTo(404);
    assertThat(PORTAL.as("developer1").get(path + "3").statusCode()).isEqualTo(404);
    Client developer = PORTAL.as("developer0");
    HttpResponse<String> jump = developer.get("/training-runs/" + mine.runId() + "/steps?step=7");
    assertThat(developer.location(jump)).isEqualTo(path + "7");
  }

  @Test
  void whatWasTakenDownIsMaskedInEveryStep() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    Client developer = PORTAL.as("developer0");
    boolean masked = false;
    for (int step = 0; step < 10; step++) {
      String page = developer.page("/training-runs/" + mine.runId() + "/steps/" + step);
      assertThat(page).doesNotContain(SampleRelease.url(7) + "<").doesNotContain("Page 7 tells");
      masked |= page.contains(SampleRelease.id(7)) && page.contains("taken down");
    }
    String where =
        developer.page("/training-runs/" + mine.runId() + "/documents?url=" + SampleRelease.id(7));
    assertThat(masked).isEqualTo(where.contains("/steps/"));
  }

  @Test
  void aDocumentIsFoundInTheStepsThatReadIt() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    Client developer = PORTAL.as("developer0");
    int found = 0;
    for (int n = 0; n < 60; n += 4) {
      String url = URLEncoder.encode(SampleRelease.url(n), StandardCharsets.UTF_8);
      String page = developer.page("/training-runs/" + mine.runId() + "/documents?url=" + url);
      assertThat(page).contains(SampleRelease.id(n));
      found += page.contains("/steps/") ? 1 : 0;
    }
    assertThat(found).isPositive();
    assertThat(developer.page("/training-runs/" + mine.runId() + "/documents?url=x.test"))
        .contains("has no document");
  }

  @Test
  void aTrainingRunIsRegisteredUnderAnOwnGrantOnly() throws Exception {
    Client developer = PORTAL.as("developer1");
    Map<String, String> form = new TreeMap<>();
    form.put("grant", PORTAL.made().developers().get(0).grantId());
    form.put("name", "second");
    form.put("steps", "4");
    form.put("sequences", "2");
    assertThat(developer.submit("/training-runs", "/training-runs", form).body())
        .contains("is no grant of yours");
    form.put("grant", PORTAL.made().developers().get(1).grantId());
    form.put("steps", "4.5");
    assertThat(developer.submit("/training-runs", "/training-runs", form).body())
        .contains("is not a whole number");
    form.put("steps", "999999");
    HttpResponse<String> refused = developer.submit("/training-runs", "/training-runs", form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("role=\"alert\"").contains("value=\"999999\"");
    form.put("steps", "4");
    HttpResponse<String> made = developer.submit("/training-runs", "/training-runs", form);
    assertThat(made.statusCode()).isEqualTo(302);
    String run = developer.location(made);
    assertThat(developer.page(run)).contains("second");
    assertThat(PORTAL.as("developer0").get(run).statusCode()).isEqualTo(404);
  }

  @Test
  void modelsAreTheirDevelopersOwn() throws Exception {
    Client developer = PORTAL.as("developer0");
    assertThat(developer.page("/models")).contains("Models");
    assertThat(developer.get("/models/mdl_" + "0".repeat(32)).statusCode()).isEqualTo(404);
  }
}
