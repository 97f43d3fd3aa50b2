package org.estover.licensing.portal.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.identity.ContentId;
import org.junit.jupiter.api.Test;

final class LicensePagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Pattern SHA256 = Pattern.compile("name=\"sha256\" value=\"([0-9a-f]{64})\"");

  @Test
  void theCatalogueSaysInWordsAndFiguresWhatAnOfferAsksFor() throws Exception {
    String page = PORTAL.anybody().page("/licenses");
    assertThat(page)
        .contains("2% of the month&#39;s net revenue")
        .contains("USD 1,000,000.00")
        .contains("USD 20,000.00")
        .contains("USD 14,000.00")
        .contains("/ledger/entries/")
        .contains("On request:")
        .contains("but not CC-BY-NC-4.0");
  }

  @Test
  void theCatalogueOfAReleaseShowsWhatCoversItAndItsLicenses() throws Exception {
    for (String license : List.of("MIT", "GPL-3.0-only")) {
      Offer offer =
          new Offer(
              "only " + license,
              RateCard.parse("1%"),
              DistributionKey.parse("10% 20% 70%"),
              List.of("train"),
              new Scope(List.of("allowed"), List.of(license), List.of()),
              List.of(),
              Conditions.NONE);
      PORTAL.bean(TrustDesk.class).write(opened -> opened.trust().publishOffer(offer));
    }
    String release = PORTAL.made().releases().get(0);
    String page = PORTAL.as("developer0").page("/licenses?release=" + release);
    assertThat(page)
        .contains("Licenses for commons", "Covers all 60 documents", "Covers 20 of the 60")
        .contains("/releases/" + release + "/LICENSE.md", "href=\"/licenses\"")
        .contains("/agreements/" + PORTAL.made().developers().get(0).agreementId() + "#grants")
        .doesNotContain("only GPL-3.0-only");
    assertThat(page.indexOf("Covers all 60")).isLessThan(page.indexOf("Covers 20"));
    assertThat(PORTAL.anybody().page("/licenses"))
        .contains("only GPL-3.0-only")
        .doesNotContain("Covers 20");
    assertThat(PORTAL.anybody().get("/licenses?release=rel_" + "0".repeat(32)).statusCode())
        .isEqualTo(404);
    assertThat(PORTAL.anybody().page("/releases/" + release))
        .contains("/licenses?release=" + release);
  }

  @Test
  void theTextThatIsSignedIsShownWholeWithItsDigest() throws Exception {
    String page = PORTAL.as("developer0").page("/licenses/" + offer("standard") + "/request");
    Matcher text = Pattern.compile("(?s)<pre class=\"text\"[^>]*>(.*?)</pre>").matcher(page);
    assertThat(text.find()).isTrue();
    String plain = text.group(1).replace("&quot;", "\"").replace("&#39;", "'");
    assertThat(sha256(page)).isEqualTo(ContentId.sha256(plain));
  }

  @Test
  void aNewDeveloperRegistersAndSignsAnOpenOfferAtOnce() throws Exception {
    Client client = PORTAL.newcomer("signer");
    String path = "/licenses/" + offer("standard") + "/request";
    Map<String, String> form = new TreeMap<>();
    form.put("sha256", sha256(client.page(path)));
    form.put("licensee", "commercial");
    form.put("from", "2026-10-01");
    HttpResponse<String> refused = client.submit(path, path, form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("role=\"alert\"").contains("was not agreed to");
    form.put("agreed", "yes");
    assertThat(client.submit(path, path, form).body()).contains("name and a contact");
    form.put("name", "Model Makers");
    form.put("contact", "who@else.test");
    assertThat(client.submit(path, path, form).body())
        .contains("is registered already")
        .contains("who@else.test");
    form.put("name", "New Makers");
    form.put("from", "yesterday");
    assertThat(client.submit(path, path, form).body())
        .contains("&quot;yesterday&quot; is not a day");
    form.put("from", "2026-10-01");
    HttpResponse<String> signed = client.submit(path, path, form);
    assertThat(signed.statusCode()).isEqualTo(302);
    String agreement = location(client, signed);
    assertThat(agreement).startsWith("/agreements/agr_");
    String page = client.page(agreement);
    assertThat(page).contains("New Makers").contains("is signed").contains("2026-10");
    assertThat(client.page("/licenses/mine")).contains("standard");
    assertThat(PORTAL.as("developer0").get(agreement).statusCode()).isEqualTo(404);
    grants(client, agreement.substring(0, agreement.indexOf('?')));
  }

  private static void grants(Client client, String agreement) throws Exception {
    Map<String, String> form =
        Map.of("release", PORTAL.made().releases().get(1), "purpose", "resell");
    HttpResponse<String> refused = client.submit(agreement, agreement + "/grants", form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("role=\"alert\"").contains("resell");
    form = Map.of("release", PORTAL.made().releases().get(1), "purpose", "train");
    assertThat(client.submit(agreement, agreement + "/grants", form).statusCode()).isEqualTo(302);
    assertThat(client.page(agreement)).contains("grt_").contains(PORTAL.made().releases().get(1));
    Map<String, String> end = Map.of("day", "2020-01-01", "reason", "no need");
    assertThat(client.submit(agreement, agreement + "/end", end).body()).contains("in the past");
    end = Map.of("day", "2099-12-31", "reason", "no need");
    assertThat(client.submit(agreement, agreement + "/end", end).statusCode()).isEqualTo(302);
    assertThat(client.page(agreement)).contains("2099-12-31");
  }

  @Test
  void nobodySignsWhatTheyWereNotShown() throws Exception {
    String path = "/licenses/" + offer("standard") + "/request";
    Map<String, String> form = new TreeMap<>();
    form.put("sha256", "0".repeat(64));
    form.put("licensee", "commercial");
    form.put("from", "2026-10-01");
    form.put("agreed", "yes");
    HttpResponse<String> refused = PORTAL.as("developer0").submit(path, path, form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("not the text of this offer any more");
    form.put("sha256", sha256(refused.body()));
    assertThat(PORTAL.as("operator0").submit(path, path, form).body())
        .contains("signs nothing here");
  }

  @Test
  void anOfferOnRequestIsAskedForDecidedAndSigned() throws Exception {
    Client client = PORTAL.newcomer("asker");
    String path = "/licenses/" + offer("on-request") + "/request";
    Map<String, String> form = new TreeMap<>();
    form.put("sha256", sha256(client.page(path)));
    form.put("licensee", "research");
    form.put("purpose", "");
    form.put("agreed", "yes");
    form.put("name", "Asking Institute");
    form.put("contact", "ask@institute.test");
    assertThat(client.submit(path, path, form).statusCode()).isEqualTo(409);
    form.put("purpose", "We study what is read.");
    HttpResponse<String> asked = client.submit(path, path, form);
    assertThat(location(client, asked)).startsWith("/licenses/mine?asked=req_");
    assertThat(client.page("/licenses/mine")).contains("Waits for").contains("We study");
    String request = location(client, asked).replaceAll(".*=", "");
    PORTAL
        .bean(TrustDesk.class)
        .write(
            opened ->
                opened
                    .trust()
                    .licenses()
                    .decide(request, new LicenseDecision(true, "welcome aboard")));
    assertThat(client.page("/licenses/mine")).contains("Accepted").contains("welcome aboard");
    form.put("from", "2026-10-01");
    HttpResponse<String> signed = client.submit(path, path, form);
    assertThat(location(client, signed)).startsWith("/agreements/agr_");
    assertThat(PORTAL.as("developer0").page("/licenses/mine")).doesNotContain("welcome aboard");
  }

  @Test
  void anAgreementIsItsDevelopersAndAuditorsOnlyRead() throws Exception {
    SampleTrust.Licensee mine = PORTAL.made().developers().get(0);
    String path = "/agreements/" + mine.agreementId();
    assertThat(PORTAL.as("developer0").page(path))
        .contains("Model Makers")
        .contains("USD 98,000.75")
        .contains("stm_")
        .contains(mine.runId());
    assertThat(PORTAL.as("developer1").get(path).statusCode()).isEqualTo(404);
    assertThat(PORTAL.anybody().get(path).statusCode()).isEqualTo(302);
    assertThat(PORTAL.as("operator0").get(path).statusCode()).isEqualTo(200);
    Client auditor = PORTAL.as("auditor0");
    assertThat(auditor.get(path).statusCode()).isEqualTo(200);
    Map<String, String> form =
        Map.of("release", PORTAL.made().releases().get(1), "purpose", "train");
    assertThat(auditor.submit(path, path + "/grants", form).statusCode()).isEqualTo(403);
  }

  private static String offer(String name) throws Exception {
    List<Offer> offers = PORTAL.bean(TrustDesk.class).read(opened -> opened.trust().offers());
    return offers.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow().id();
  }

  private static String sha256(String page) {
    Matcher matcher = SHA256.matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String location(Client client, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return client.location(answer);
  }
}
