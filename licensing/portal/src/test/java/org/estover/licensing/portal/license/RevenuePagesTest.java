package org.estover.licensing.portal.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.junit.jupiter.api.Test;

final class RevenuePagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  private static final SampleTrust.Licensee MINE = PORTAL.made().developers().get(1);
  private static final String PATH = "/agreements/" + MINE.agreementId() + "/revenue";

  @Test
  void whatWouldBeDueIsShownBeforeAnythingIsRecorded() throws Exception {
    Client developer = PORTAL.as("developer1");
    assertThat(developer.page("/revenue")).contains("Report revenue for 2026-01");
    Map<String, String> form = new TreeMap<>();
    form.put("period", "2026-08");
    form.put("currency", "eur");
    form.put("gross", "1000.125");
    form.put("action", "preview");
    HttpResponse<String> refused = developer.submit(PATH, PATH, form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("role=\"alert\"").contains("1000.125");
    form.put("currency", "usd");
    form.put("gross", "1000.55");
    form.put("deduction1", "refunds");
    form.put("amount1", "0.20");
    HttpResponse<String> preview = developer.submit(PATH, PATH, form);
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body())
        .contains("USD 1,000.35")
        .contains("USD 20.00 and 7/10 unit")
        .contains("USD 20.01")
        .contains("Send the report");
    assertThat(developer.page("/agreements/" + MINE.agreementId()))
        .contains("Report revenue for 2026-08");
    form.put("action", "send");
    assertThat(developer.submit(PATH, PATH, form).statusCode()).isEqualTo(302);
    assertThat(developer.page("/agreements/" + MINE.agreementId()))
        .doesNotContain("Report revenue for 2026-08")
        .contains("USD 1,000.55 less refunds USD 0.20");
    corrects(developer, form);
  }

  private static void corrects(Client developer, Map<String, String> form) throws Exception {
    form.put("gross", "2000.00");
    HttpResponse<String> refused = developer.submit(PATH, PATH, form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("2000.00");
    String page = developer.page(PATH + "?period=2026-08");
    assertThat(page).contains("Correct the revenue of 2026-08").contains("value=\"1000.55\"");
    Matcher replaces = Pattern.compile("name=\"replaces\" value=\"(rpt_[0-9a-f]+)\"").matcher(page);
    assertThat(replaces.find()).isTrue();
    form.put("replaces", replaces.group(1));
    assertThat(developer.submit(PATH, PATH, form).statusCode()).isEqualTo(302);
    assertThat(developer.page("/agreements/" + MINE.agreementId())).contains("USD 2,000.00");
  }

  @Test
  void whatCannotBeCountedIsSaidInWords() throws Exception {
    Client developer = PORTAL.as("developer1");
    Map<String, String> form = new TreeMap<>();
    form.put("period", "2026-09");
    form.put("currency", "USD");
    form.put("gross", "10.00");
    form.put("unit.calls", "99999999999999999999");
    form.put("action", "preview");
    HttpResponse<String> refused = developer.submit(PATH, PATH, form);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("is no count; write a whole number")
        .doesNotContain("For input string");
  }

  @Test
  void revenueIsReportedByItsDeveloperOnly() throws Exception {
    assertThat(PORTAL.as("developer0").get(PATH).statusCode()).isEqualTo(404);
    assertThat(PORTAL.anybody().get(PATH).statusCode()).isEqualTo(302);
    Client auditor = PORTAL.as("auditor0");
    assertThat(auditor.get(PATH).statusCode()).isEqualTo(200);
    Map<String, String> form = Map.of("period", "2026-07", "currency", "USD", "gross", "1.00");
    assertThat(auditor.submit(PATH, PATH, form).statusCode()).isEqualTo(403);
  }
}
