package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.Walk;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.casefile.ControlProof;
import org.estover.licensing.portal.casefile.Field;
import org.junit.jupiter.api.Test;

/** The wizards and the tracker, as people without an account use them. */
final class WizardPageTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Pattern TOKEN = Pattern.compile("estover-claim=(clm_[0-9a-f]{32})");

  @Test
  void aClaimIsFiledResumedProvenAndTakenBackByItsCodeAlone() throws Exception {
    Client begun = PORTAL.anybody();
    Walk walk = new Walk(begun);
    assertThat(begun.page("/claims?place=open.test/page/4")).contains("open.test/page/4");
    String what = walk.send("/claims", "/claims", Map.of("place", "open.test/page/4"));
    assertThat(begun.page(what)).contains("value=\"open.test/page/4\"").contains("Question 1 of 5");
    String who = walk.answer(what, Map.of("subject", "place", "place", "open.test/page/4"));
    assertThat(begun.page("/claims")).contains("Go on with what you began");

    // Another browser goes on by the address alone.
    Client resumed = PORTAL.anybody();
    Walk on = new Walk(resumed);
    HttpResponse<String> empty = resumed.submit(who, who, Map.of("filer", " "));
    assertThat(empty.body()).contains("Enter something here", "role=\"alert\"");
    String share = on.answer(who, Map.of("filer", "Wanda Walker", "contact", "wanda@walk.test"));
    assertThat(resumed.submit(share, share, Map.of("share", "120%")).body())
        .contains("up to 100%", "value=\"120%\"");
    String proof = on.answer(share, Map.of("share", "50%", "owners", "Zoe has the rest"));
    String more = on.answer(proof, Map.of("proof", "file"));
    String check = on.answer(more, Map.of("words", "I wrote it."));
    assertThat(resumed.page(check)).contains("Wanda Walker", "50%", "Zoe has the rest");
    String code = on.sent(check);

    Client later = PORTAL.anybody();
    assertThat(later.page("/cases/" + code + "/receipt"))
        .contains(code, "Lapses if control is not shown by", "best before");
    String page = later.page("/cases/" + code);
    assertThat(page).contains("Waiting for a decision", "Wanda Walker", "50%", "Log entry");
    assertThat(resumed.get(check).statusCode()).as("a draft that was sent").isEqualTo(404);
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).isTrue();
    assertThat(later.submit("/cases/" + code, "/cases/" + code + "/check", Map.of()).body())
        .contains("Nothing there says it yet");
    PORTAL.places().file("open.test", "/.well-known/estover-claim.txt", token.group() + "\n");
    new Walk(later).send("/cases/" + code, "/cases/" + code + "/check", Map.of());
    assertThat(later.page("/cases/" + code)).contains("Control shown by", "well-known");

    new Walk(later)
        .send("/cases/" + code, "/cases/" + code + "/messages", Map.of("message", "When, <b>?"));
    assertThat(later.page("/cases/" + code)).contains("When, &lt;b&gt;?");
    new Walk(later).send("/cases/" + code, "/cases/" + code + "/withdraw", Map.of());
    assertThat(later.page("/cases/" + code)).contains("Taken back by who filed it");
  }

  @Test
  void theSameClaimAgainGetsNoHoldOfTheFirst() throws Exception {
    String first = new Walk(PORTAL.anybody()).claim("open.test/page/9", "Ida Twice");
    String second = new Walk(PORTAL.anybody()).claim("open.test/page/9", "Ida Twice");
    assertThat(PORTAL.anybody().page("/cases/" + first)).contains("clm_");
    assertThat(PORTAL.anybody().page("/cases/" + second)).doesNotContain("clm_");
  }

  @Test
  void whatWasEnteredWronglyIsCorrected() throws Exception {
    Walk walk = new Walk(PORTAL.anybody());
    String code = walk.claim("open.test/page/14", "Cora Wrong");
    String what = walk.send("/cases/" + code, "/cases/" + code + "/correct", Map.of());
    String who = walk.answer(what, Map.of("subject", "place", "place", "open.test/page/24"));
    String share = walk.answer(who, Map.of("filer", "Cora Right"));
    String proof = walk.answer(share, Map.of("share", "25%"));
    String check = walk.answer(walk.answer(proof, Map.of("proof", "none")), Map.of());
    Client client = PORTAL.anybody();
    HttpResponse<String> sent =
        client.submit(check, check.replaceAll("/check$", "/send"), Map.of());
    assertThat(sent.body()).contains("It is corrected");
    assertThat(client.page("/cases/" + code))
        .contains("Cora Right", "open.test/page/24", "25%")
        .doesNotContain("Cora Wrong");
  }

  @Test
  void anotherContactLeavesTheClaimAsItIs() throws Exception {
    Walk walk = new Walk(PORTAL.anybody());
    String code = walk.claim("open.test/page/39", "Tilda Moved");
    Matcher claim = TOKEN.matcher(PORTAL.anybody().page("/cases/" + code));
    assertThat(claim.find()).isTrue();
    String what = walk.send("/cases/" + code, "/cases/" + code + "/correct", Map.of());
    String who = walk.answer(what, Map.of("subject", "place", "place", "open.test/page/39"));
    String share = walk.answer(who, Map.of("filer", "Tilda Moved", "contact", "new@tilda.test"));
    String proof = walk.answer(share, Map.of("share", "100%"));
    String check = walk.answer(walk.answer(proof, Map.of("proof", "none")), Map.of());
    PORTAL.anybody().submit(check, check.replaceAll("/check$", "/send"), Map.of());
    assertThat(PORTAL.anybody().page("/cases/" + code))
        .contains(claim.group(1), "Corrected", "Waiting for a decision");
  }

  @Test
  void whatWasShownOfOnePlaceIsNotCreditedToAnother() throws Exception {
    Walk walk = new Walk(PORTAL.anybody());
    String code = walk.optOut("mine.swap.test");
    Cases cases = PORTAL.bean(Cases.class);
    // The check begins, and the filer's own server lets it wait while the case gets another place.
    CaseFile looked = cases.byCode(code).orElseThrow();
    PORTAL.places().record("_estover-claim.mine.swap.test", "estover-claim=" + looked.id());
    String what = walk.send("/cases/" + code, "/cases/" + code + "/correct", Map.of());
    String who = walk.answer(what, Map.of("place", "theirs.swap.test"));
    String proof = walk.answer(who, Map.of("filer", "Sly"));
    String check = walk.answer(walk.answer(proof, Map.of("proof", "none")), Map.of());
    PORTAL.anybody().submit(check, check.replaceAll("/check$", "/send"), Map.of());
    PORTAL.bean(ControlProof.class).look(looked);
    CaseFile now = cases.byCode(code).orElseThrow();
    assertThat(now.place()).isEqualTo("theirs.swap.test");
    assertThat(now.proven()).isEmpty();
    PORTAL.bean(ControlProof.class).look(looked);
    PORTAL.places().record("_estover-claim.theirs.swap.test", "estover-claim=" + looked.id());
    PORTAL.bean(ControlProof.class).look(now);
    assertThat(cases.byCode(code).orElseThrow().proven()).isEqualTo("dns-txt");
  }

  @Test
  void wrongCodesAreAllAlikeAndFewAreHeard() throws Exception {
    Client client = PORTAL.anybody();
    String code = new Walk(client).optOut("https://nobody.test/page");
    String near = code.substring(0, code.length() - 1) + (code.endsWith("0") ? '1' : '0');
    String own = "198.51.100.7";
    HttpResponse<String> wrong = client.get("/cases/" + near, "X-Forwarded-For", own);
    HttpResponse<String> absent = client.get("/cases/case_nothing", "X-Forwarded-For", own);
    assertThat(wrong.statusCode()).isEqualTo(404);
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(client.submit("/cases", "/cases", Map.of("code", near)).body())
        .contains("There is no case of this code");
    assertThat(
            new Walk(client)
                .send("/cases", "/cases", Map.of("code", code.toUpperCase(Locale.ROOT))))
        .isEqualTo("/cases/" + code);
    int status = 404;
    for (int i = 0; i < 40 && status == 404; i++) {
      status = client.get("/cases/case_" + i, "X-Forwarded-For", own).statusCode();
    }
    assertThat(status).isEqualTo(429);
    assertThat(client.get("/cases/" + code).statusCode()).as("of others").isEqualTo(200);
  }

  @Test
  void nothingIsSentWithoutTheTokenOfItsPage() throws Exception {
    Client client = PORTAL.anybody();
    String code = new Walk(client).optOut("nobody.test");
    String what = new Walk(client).send("/claims", "/claims", Map.of());
    for (String action :
        new String[] {
          "/claims",
          "/cases",
          what,
          "/cases/" + code + "/messages",
          "/cases/" + code + "/withdraw",
          "/cases/" + code + "/check",
          "/cases/" + code + "/correct"
        }) {
      assertThat(client.post(action, Map.of("message", "x", "code", code)).statusCode())
          .as(action)
          .isEqualTo(403);
    }
    assertThat(client.page("/cases/" + code)).contains("Waiting for a decision");
  }

  @Test
  void anOptOutShowsWhatItTouchesBeforeItIsSent() throws Exception {
    Client client = PORTAL.anybody();
    Walk walk = new Walk(client);
    String what = walk.send("/opt-out", "/opt-out", Map.of());
    assertThat(client.submit(what, what, Map.of("place", "not a place")).body())
        .contains("Enter a host such as example.org");
    String who = walk.answer(what, Map.of("place", "news.dora.test"));
    String proof = walk.answer(who, Map.of("filer", "Dora"));
    String copies = walk.answer(proof, Map.of("proof", "none"));
    assertThat(client.page(copies))
        .contains(PORTAL.made().releases().get(0), "<td class=\"number\"> 12</td>");
  }

  @Test
  void aNameThatWouldShowAsAnotherIsRefused() throws Exception {
    String turned = "Ann \u202eadA";
    assertThat(Field.line("filer", 200).problem(turned)).isEqualTo("field.control");
    assertThat(Field.line("filer", 200).problem("\u2067" + turned)).isEqualTo("field.control");
    assertThat(Field.words("words").problem("two\nlines")).isEmpty();
    HttpResponse<String> filed =
        PORTAL
            .anybody()
            .send(
                PORTAL
                    .from("203.0.113.97")
                    .request("/v1/claims")
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"name\":\"Ann\\u202eadA\",\"places\":[\"turned.test\"]}"))
                    .build());
    assertThat(filed.statusCode()).as(filed.body()).isEqualTo(400);
  }

  @Test
  void theStartsOfAllWizardsAreThere() throws Exception {
    for (String path : new String[] {"/claims", "/opt-out", "/disputes", "/corrections"}) {
      assertThat(PORTAL.anybody().page(path)).as(path).contains("<form").doesNotContain("??");
    }
  }
}
