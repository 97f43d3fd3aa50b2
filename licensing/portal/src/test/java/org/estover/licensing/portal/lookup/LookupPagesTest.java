package org.estover.licensing.portal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.HostProof;
import org.estover.tokenize.release.HostsFile;
import org.estover.tokenize.release.Release;
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
    String page = lookup(readUrl());
    assertThat(page).contains("Training runs that read it");
    assertThat(page).contains(PORTAL.made().developers().get(0).runId());
    assertThat(page).doesNotContain("Model Makers").doesNotContain("pretraining");
  }

  /** The URL of a document of the first sequence, which every training run reads. */
  private static String readUrl() throws Exception {
    Release release =
        PORTAL.bean(OpenReleases.class).find(PORTAL.made().releases().get(0)).orElseThrow();
    try (Reconstruct reader = Reconstruct.of(release)) {
      return reader.spans(0).get(0).document().uri();
    }
  }

  @Test
  void whatWasTakenDownIsSaidToBeAndItsTextIsNotShown() throws Exception {
    assertThat(lookup(SampleRelease.url(7))).contains("Taken down under case_");
    String page = PORTAL.anybody().page("/documents/" + SampleRelease.id(7));
    assertThat(page).contains("This document was taken down").doesNotContain("Page 7 tells");
  }

  @Test
  void anOpenDocumentShowsItsText() throws Exception {
    // Wherever the cuts between sequences fall.
    for (int number = 20; number < 32; number++) {
      assertThat(PORTAL.anybody().page("/documents/" + SampleRelease.id(number)))
          .contains("<blockquote")
          .contains(SampleRelease.url(number))
          .contains("the old right of estover")
          .contains(SampleRelease.text(number).strip() + "\n</blockquote>");
    }
  }

  @Test
  void whatWasLeftOutNamesItsRuleAndWhatStaysInItsPlace() throws Exception {
    assertThat(lookup(SampleRelease.deniedUrl(3)))
        .contains("Left out: the run met it", "rights-denied", "robots.txt reserves training")
        .doesNotContain("Kept: it is in this release.");
    assertThat(lookup(SampleRelease.copyUrl(1)))
        .contains("near-duplicate", "/documents/" + SampleRelease.id(11));
  }

  @Test
  void whatNoReleaseHasIsAbsentWithAProofThatHolds() throws Exception {
    String page = lookup("https://nowhere.test/x");
    String release = PORTAL.made().releases().get(0);
    String proof = "/hosts/nowhere.test/proof/" + release + ".json";
    assertThat(page).contains("Absent:", proof).doesNotContain("Kept: it is in this release.");
    HttpResponse<String> file = PORTAL.anybody().get(proof);
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    HostProof read = HostProof.parse(file.body().getBytes(StandardCharsets.UTF_8));
    HostsFile signed =
        PORTAL
            .bean(ReleaseReaders.class)
            .askLookup(
                PORTAL.bean(OpenReleases.class).find(release).orElseThrow(),
                lookup -> lookup.hosts().orElseThrow());
    assertThat(read.isPresent()).isFalse();
    assertThat(read.problem(signed.root(), signed.hosts())).isEmpty();
    assertThat(PORTAL.anybody().get("/documents/doc_" + "0".repeat(32)).statusCode())
        .isEqualTo(404);
    assertThat(PORTAL.anybody().get("/documents/doc_12").statusCode()).isEqualTo(404);
  }

  @Test
  void aTextIsFoundByItsDigest() throws Exception {
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(SampleRelease.text(21).getBytes(StandardCharsets.UTF_8)));
    assertThat(lookup("sha256:" + digest)).contains(SampleRelease.id(21), SampleRelease.url(21));
    assertThat(lookup("0".repeat(64))).contains("Absent:");
  }

  @Test
  void aSiteListsItsDocumentsAPageAtATimeWithAllBelowIt() throws Exception {
    String release = PORTAL.made().releases().get(1);
    String page = PORTAL.anybody().page("/hosts/bob.test");
    assertThat(page)
        .contains("/hosts/bob.test/proof/" + release + ".json", SampleRelease.url(6))
        .contains("/claims?place=bob.test")
        .doesNotContain("??");
    assertThat(PORTAL.anybody().page("/hosts/www.bob.test")).contains(SampleRelease.url(6));
    String all = PORTAL.anybody().page("/hosts/test");
    Matcher more = Pattern.compile("release=" + release + "&amp;cursor=([0-9]+)").matcher(all);
    assertThat(more.find()).isTrue();
    String next =
        PORTAL.anybody().page("/hosts/test?release=" + release + "&cursor=" + more.group(1));
    assertThat(next).contains("/documents/doc_").isNotEqualTo(all);
    assertThat(PORTAL.anybody().get("/hosts/test?release=" + release + "&cursor=x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatWasLeftOutOfASiteIsListed() throws Exception {
    String release = PORTAL.made().releases().get(0);
    String list = "/hosts/reserved.test/dropped/" + release;
    assertThat(PORTAL.anybody().page("/hosts/reserved.test"))
        .contains(list, "proof of absence")
        .containsPattern("/ledger/entries/[0-9]+\">under the root of log entry [0-9]+<");
    assertThat(PORTAL.anybody().page(list))
        .contains(SampleRelease.deniedUrl(0), SampleRelease.deniedUrl(6), "rights-denied");
  }

  @Test
  void aHostThatIsNoneIsNotFoundAnywhere() throws Exception {
    String release = PORTAL.made().releases().get(0);
    for (String path : List.of("/proof/" + release + ".json", "/dropped/" + release, "")) {
      assertThat(PORTAL.anybody().get("/hosts/%20" + path).statusCode()).isEqualTo(404);
      assertThat(PORTAL.anybody().get("/hosts/" + "a".repeat(254) + path).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aDocumentThatWasLeftOutPromisesNoText() throws Exception {
    Matcher document =
        Pattern.compile("class=\"id\">(doc_[0-9a-f]{32})<")
            .matcher(lookup(SampleRelease.copyUrl(1)));
    assertThat(document.find()).isTrue();
    assertThat(PORTAL.anybody().page("/documents/" + document.group(1)))
        .contains("None of these releases has it")
        .doesNotContain("behind a grant");
  }

  @Test
  void aRuleIsShownByWhatItDropped() throws Exception {
    String rejects = "/releases/" + PORTAL.made().releases().get(0) + "/rejects?stage=";
    assertThat(PORTAL.anybody().page(rejects + "03-filter&rule=rights-denied"))
        .contains(SampleRelease.deniedUrl(2), "not shown");
    assertThat(PORTAL.anybody().page(rejects + "04-dedupe&rule=near-duplicate"))
        .contains(SampleRelease.copyUrl(0), "A copied page tells of hedges.")
        .doesNotContain("??");
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
