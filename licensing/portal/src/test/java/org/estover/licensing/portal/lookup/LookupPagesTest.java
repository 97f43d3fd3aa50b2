package org.estover.licensing.portal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.junit.jupiter.api.Test;

final class LookupPagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  private static String lookup(String what) throws Exception {
    return PORTAL.anybody().page("/lookup?q=" + URLEncoder.encode(what, StandardCharsets.UTF_8));
  }

  @Test
  void anAddressIsFoundWithAllThatIsKnownOfIt() throws Exception {
    String page = lookup(SampleRelease.url(12));
    assertThat(page)
        .contains("Kept: it is in this release.", SampleRelease.id(12), "Cleo", "MIT")
        .contains("/claims?place=" + "https")
        .contains("/opt-out?place=" + "https")
        .contains("/hosts/" + "blog.cleo.test");
  }

  @Test
  void anAddressIsFoundInItsUsualSpellings() throws Exception {
    assertThat(lookup("http" + SampleRelease.url(12).substring(5) + "#top"))
        .contains(SampleRelease.id(12));
    assertThat(lookup(SampleRelease.url(12).substring(8) + "/")).contains(SampleRelease.id(12));
  }

  @Test
  void trainingRunsThatReadItAreNamedWithTheirSteps() throws Exception {
    String page = lookup(SampleRelease.url(9));
    assertThat(page).contains("Training runs that read it");
    assertThat(page).contains(PORTAL.made().developers().get(0).runId());
    assertThat(page).doesNotContain("Model Makers").doesNotContain("pretraining");
  }

  @Test
  void whatWasTakenDownIsSaidToBeAndItsTextIsNotShown() throws Exception {
    assertThat(lookup(SampleRelease.url(7))).contains("Taken down under case_");
    String page = PORTAL.anybody().page("/documents/" + SampleRelease.id(7));
    assertThat(page).contains("This document was taken down").doesNotContain("Page 7 tells");
  }

  @Test
  void anOpenDocumentShowsItsText() throws Exception {
    assertThat(PORTAL.anybody().page("/documents/" + SampleRelease.id(20)))
        .contains("<blockquote")
        .contains(SampleRelease.url(20))
        .contains("the old right of estover");
  }

  @Test
  void whatNoReleaseHasIsAbsent() throws Exception {
    assertThat(lookup("https://nowhere.test/x")).doesNotContain("Kept: it is in this release.");
    assertThat(PORTAL.anybody().get("/documents/doc_" + "0".repeat(32)).statusCode())
        .isEqualTo(404);
    assertThat(PORTAL.anybody().get("/documents/doc_12").statusCode()).isEqualTo(404);
  }

  @Test
  void wordsAreSearchedForWhereThereIsAnIndex() throws Exception {
    assertThat(lookup("the old right of estover")).contains("has no index of its texts");
    assertThat(lookup("oak")).contains("role=\"alert\"").contains("value=\"oak\"");
  }

  @Test
  void aSiteAndAReleaseHavePagesOfTheirOwn() throws Exception {
    HttpResponse<String> site = PORTAL.anybody().get("/lookup?q=OPEN.test");
    assertThat(site.headers().firstValue("Location").orElse("")).endsWith("/hosts/open.test");
    String release = PORTAL.made().releases().get(0);
    assertThat(
            PORTAL
                .anybody()
                .get("/lookup?q=" + release)
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/releases/" + release);
  }

  @Test
  void whatIsTypedIsShownAsTextOnly() throws Exception {
    assertThat(lookup("<script>alert(1)</script> and words")).doesNotContain("<script>alert");
  }
}
