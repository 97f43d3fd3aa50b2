package org.estover.licensing.portal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.Walk;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators decide, and that no one of them does it alone. */
final class DeskPageTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([0-9a-f]{64})\"");
  private static final Pattern CLAIM = Pattern.compile("clm_[0-9a-f]{32}");
  private static final Pattern DISPUTE = Pattern.compile("dsp_[0-9a-f]{32}");

  @Test
  void everyProposalThatWaitsIsOnSomePageOfTheirList() throws Exception {
    Proposals proposals = PORTAL.bean(Proposals.class);
    Visitor by = new Visitor("acc_1", "Olga", Set.of(Who.OPERATOR), "", Set.of("*"));
    Act.Outlook outlook = new Act.Outlook(List.of(), "");
    Set<String> things = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (int number = 0; number < 210; number++) {
      String thing = "paged" + number + ".test";
      things.add(thing);
      TreeMap<String, String> words = new TreeMap<>(Map.of(Act.THING, thing));
      ids.add(proposals.add(by, WithdrawalAct.KIND, words, outlook));
    }
    Set<String> seen = new TreeSet<>();
    String path = "/operator/proposals";
    Pattern next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    for (int pages = 0; !path.isEmpty() && pages < 50; pages++) {
      String page = PORTAL.as("operator0").page(path);
      Matcher named = Pattern.compile("paged[0-9]+\\.test").matcher(page);
      while (named.find()) {
        assertThat(seen.add(named.group())).as(named.group() + " once").isTrue();
      }
      Matcher follows = next.matcher(page);
      path = follows.find() ? follows.group(1).replace("&amp;", "&") : "";
    }
    assertThat(seen).isEqualTo(things);
    assertThat(proposals.named()).containsAll(things);
    assertThat(PORTAL.as("operator0").page("/operator")).contains("More that wait");
    // What others look for is not to stand behind these.
    for (String id : ids) {
      PORTAL.bean(JdbcClient.class).sql("delete from proposal where id = ?").param(id).update();
    }
  }

  @Test
  void anOptOutIsTakenDownByTwoOperatorsAndItsCaseShowsIt() throws Exception {
    // In the second release only, so that files of the first stay as other tests know them.
    String place = SampleRelease.url(65);
    String code = new Walk(PORTAL.anybody()).optOut(place);
    String id = code.substring(0, code.indexOf('-'));
    PORTAL.places().record("_estover-claim.ada.test", "estover-claim=" + id);
    new Walk(PORTAL.anybody()).send("/cases/" + code, "/cases/" + code + "/check", Map.of());
    Client first = PORTAL.as("operator0");
    assertThat(first.page("/operator?kind=opt-out")).contains(place, "Control is shown");
    assertThat(first.page("/operator/cases/" + id)).contains("odd@owner.test", "dns-txt");
    String act = "/operator/acts/withdrawal?thing=" + place + "&case=" + id;
    assertThat(first.page(act)).contains("In release", PORTAL.made().releases().get(1));
    assertThat(first.page("/operator/acts/withdrawal?thing=" + SampleRelease.url(55)))
        .contains("Read by training run", "Counted in statement");
    String proposal =
        new Walk(first)
            .send(
                act,
                "/operator/acts/withdrawal",
                Map.of("thing", place, "case", id, "unseen", "no", "reason", "It is yours."));

    String own = first.page(proposal);
    assertThat(own).contains("Another operator has to confirm it").doesNotContain("Confirm and do");
    Client second = PORTAL.as("operator1");
    String digest = digest(second.page(proposal));
    HttpResponse<String> alone =
        first.submit(proposal, proposal + "/confirm", Map.of("digest", digest));
    assertThat(alone.body()).contains("You proposed this yourself");
    HttpResponse<String> other =
        second.submit(proposal, proposal + "/confirm", Map.of("digest", "0".repeat(64)));
    assertThat(other.body()).contains("This is not what is proposed now");
    assertThat(isWithdrawn(place)).isFalse();

    new Walk(second).send(proposal, proposal + "/confirm", Map.of("digest", digest));
    assertThat(isWithdrawn(place)).isTrue();
    assertThat(second.page(proposal)).contains("Confirmed and done");
    assertThat(PORTAL.anybody().page("/cases/" + code))
        .contains("Taken down", "It is yours.")
        .containsPattern("Notices sent to holders of copies: [0-9]+")
        .contains("Download the signed proof", "The next release will not hold it");
    HttpResponse<String> again =
        second.submit("/operator/proposals", proposal + "/confirm", Map.of("digest", digest));
    assertThat(again.body()).contains("This proposal has ended already");
    assertThat(PORTAL.anybody().page("/transparency")).contains("Taken down");
  }

  @Test
  void whatChangedSinceItWasProposedIsNotConfirmed() throws Exception {
    String code = new Walk(PORTAL.anybody()).claim("open.test/page/29", "Sam Stale");
    String claim = found(CLAIM, PORTAL.anybody().page("/cases/" + code));
    Client first = PORTAL.as("operator0");
    String proposal = proposeGrant(first, claim);
    // Another's claim there is news to who decides.
    new Walk(PORTAL.anybody()).claim("open.test/page/29", "Nora News");
    Client second = PORTAL.as("operator1");
    HttpResponse<String> stale =
        second.submit(
            proposal, proposal + "/confirm", Map.of("digest", digest(second.page(proposal))));
    assertThat(stale.body()).contains("has changed since it was proposed", "Changed meanwhile");
    assertThat(state(claim)).isEqualTo("pending");
  }

  @Test
  void aCaseThatItsFilerChangedMeanwhileIsNotDecided() throws Exception {
    String code = new Walk(PORTAL.anybody()).claim("open.test/page/44", "Cleo Changed");
    String claim = found(CLAIM, PORTAL.anybody().page("/cases/" + code));
    String proposal = proposeGrant(PORTAL.as("operator0"), claim);
    Cases cases = PORTAL.bean(Cases.class);
    CaseFile file = cases.byCode(code).orElseThrow();
    cases.correct(
        file.id(),
        new Cases.Asked(file.kind(), file.place(), file.filer(), "elsewhere@cleo.test", ""));
    Client second = PORTAL.as("operator1");
    HttpResponse<String> stale =
        second.submit(
            proposal, proposal + "/confirm", Map.of("digest", digest(second.page(proposal))));
    assertThat(stale.body()).contains("has changed since it was proposed");
    assertThat(state(claim)).isEqualTo("pending");
  }

  @Test
  void whoseAccountWasEndedConfirmsNothing() throws Exception {
    String place = "https://late.test/page";
    String code = new Walk(PORTAL.anybody()).optOut(place);
    String id = code.substring(0, code.indexOf('-'));
    String act = "/operator/acts/case?thing=" + id;
    String proposal =
        new Walk(PORTAL.as("operator0"))
            .send(
                act,
                "/operator/acts/case",
                Map.of("thing", id, "outcome", "refused", "reason", "Not yours."));
    // A request that waited for its turn comes with what its session was when it came.
    Account ended = PORTAL.create("ended-operator", Set.of(Who.OPERATOR), "");
    PORTAL.bean(Accounts.class).activate(ended.id(), false);
    String number = proposal.substring(proposal.lastIndexOf('/') + 1);
    String digest = digest(PORTAL.as("operator1").page(proposal));
    assertThatThrownBy(() -> PORTAL.bean(FourEyes.class).confirm(ended.visitor(), number, digest))
        .isInstanceOf(ProposalRefusedException.class);
    assertThat(PORTAL.bean(Cases.class).byCode(code).orElseThrow().isOpen()).isTrue();
  }

  @Test
  void aClaimIsGrantedContestedAndSettled() throws Exception {
    String code = new Walk(PORTAL.anybody()).claim("open.test/page/34", "Gro Granted");
    String claim = found(CLAIM, PORTAL.anybody().page("/cases/" + code));
    confirm(proposeGrant(PORTAL.as("operator0"), claim));
    assertThat(state(claim)).isEqualTo("granted");
    assertThat(PORTAL.anybody().page("/cases/" + code)).contains("Granted", "We saw it.");

    Walk walk = new Walk(PORTAL.anybody());
    String what = walk.send("/disputes", "/disputes", Map.of());
    assertThat(PORTAL.anybody().submit(what, what, Map.of("place", "clm_no")).body())
        .contains("There is no claim of this id");
    String who = walk.answer(what, Map.of("place", claim));
    String ground = walk.answer(who, Map.of("filer", "Don Doubt"));
    String dispute = walk.sent(walk.answer(ground, Map.of("words", "It was never hers.")));
    String id = found(DISPUTE, PORTAL.anybody().page("/cases/" + dispute));
    assertThat(PORTAL.anybody().page("/cases/" + code)).contains("Held for a dispute", id);

    Client first = PORTAL.as("operator0");
    String act = "/operator/acts/dispute?thing=" + id;
    confirm(
        new Walk(first)
            .send(
                act,
                "/operator/acts/dispute",
                Map.of("thing", id, "outcome", "upheld", "reason", "It was not.")));
    assertThat(state(claim)).isEqualTo("set-aside");
    assertThat(PORTAL.anybody().page("/cases/" + dispute)).contains("Upheld", "It was not.");
  }

  @Test
  void aLicenseRequestIsDecidedByTwo() throws Exception {
    String request = PORTAL.made().developers().get(0).requestId();
    Client first = PORTAL.as("operator0");
    assertThat(first.page("/operator?kind=license")).contains(request);
    String act = "/operator/acts/license?thing=" + request;
    assertThat(first.page(act)).contains("Model Makers", "We train language models.");
    HttpResponse<String> empty =
        first.submit(act, "/operator/acts/license", Map.of("thing", request, "reason", "Why not"));
    assertThat(empty.body()).contains("Choose one of these", "Why not");
    confirm(
        new Walk(first)
            .send(
                act,
                "/operator/acts/license",
                Map.of("thing", request, "decision", "accept", "reason", "Welcome.")));
    Optional<LicenseDecision> decision =
        PORTAL.bean(TrustDesk.class).read(opened -> opened.trust().licenses().decision(request));
    assertThat(decision).contains(new LicenseDecision(true, "Welcome."));
    assertThat(first.page("/operator?kind=license")).doesNotContain(request);
  }

  @Test
  void whoConfirmsSeesWhoseCaseItEnds() throws Exception {
    String one = new Walk(PORTAL.from("203.0.113.96")).optOut("one.hidden.test");
    String other = new Walk(PORTAL.from("203.0.113.96")).optOut("other.hidden.test");
    String id = one.substring(0, one.indexOf('-'));
    String hidden = other.substring(0, other.indexOf('-'));
    String act = "/operator/acts/case?thing=" + id;
    String proposal =
        new Walk(PORTAL.as("operator0"))
            .send(
                act,
                "/operator/acts/case",
                Map.of("thing", id, "case", hidden, "outcome", "settled", "reason", "Done."));
    assertThat(PORTAL.as("operator1").page(proposal))
        .contains("one.hidden.test")
        .contains("other.hidden.test");
  }

  @Test
  void whatItsFilerTookBackIsNotTakenDown() throws Exception {
    String place = "back.hidden.test";
    String code = new Walk(PORTAL.from("203.0.113.97")).optOut(place);
    String id = code.substring(0, code.indexOf('-'));
    String act = "/operator/acts/withdrawal?thing=" + place + "&case=" + id;
    Map<String, String> words =
        Map.of("thing", place, "case", id, "unseen", "yes", "reason", "It is yours.");
    String proposal =
        new Walk(PORTAL.as("operator0")).send(act, "/operator/acts/withdrawal", words);
    new Walk(PORTAL.anybody()).send("/cases/" + code, "/cases/" + code + "/withdraw", Map.of());
    Client second = PORTAL.as("operator1");
    HttpResponse<String> stale =
        second.submit(
            proposal, proposal + "/confirm", Map.of("digest", digest(second.page(proposal))));
    assertThat(stale.body()).contains("has changed since it was proposed");
    assertThat(isWithdrawn("https://" + place + "/")).isFalse();
    HttpResponse<String> anew =
        PORTAL.as("operator0").submit("/operator", "/operator/acts/withdrawal", words);
    assertThat(anew.body()).contains("case " + id + " has ended");
  }

  @Test
  void onlyCasesWithAProposalWaitForASecondOperator() throws Exception {
    String one = new Walk(PORTAL.from("203.0.113.98")).optOut("proposed.hidden.test");
    String other = new Walk(PORTAL.from("203.0.113.98")).optOut("untouched.hidden.test");
    String id = one.substring(0, one.indexOf('-'));
    String act = "/operator/acts/case?thing=" + id;
    new Walk(PORTAL.as("operator0"))
        .send(
            act,
            "/operator/acts/case",
            Map.of("thing", id, "outcome", "settled", "reason", "Done."));
    String queue = PORTAL.as("operator1").page("/operator?kind=opt-out");
    assertThat(row(queue, id)).contains("Waits for a second operator");
    assertThat(row(queue, other.substring(0, other.indexOf('-'))))
        .contains("untouched.hidden.test")
        .doesNotContain("Waits for a second operator");
  }

  /** The row of the queue that holds a text. */
  private static String row(String page, String text) {
    int at = page.indexOf(text);
    assertThat(at).as(text).isPositive();
    return page.substring(page.lastIndexOf("<tr", at), page.indexOf("</tr>", at));
  }

  @Test
  void termsThatRefuseAreShownWithWhatWasEntered() throws Exception {
    Client first = PORTAL.as("operator0");
    HttpResponse<String> refused =
        first.submit(
            "/operator/acts/payout",
            "/operator/acts/payout",
            Map.of("thing", "2026-10", "day", "soon", "thresholds", "25.00 USD"));
    assertThat(refused.body()).contains("soon", "is no day", "25.00 USD");
    HttpResponse<String> offer =
        first.submit(
            "/operator/acts/offer",
            "/operator/acts/offer",
            Map.of(
                "thing", "new",
                "card", "a lot",
                "key", "10% 20% 70%",
                "purposes", "train",
                "rights", "*",
                "licenses", "*",
                "request", "no",
                "only", "no"));
    assertThat(offer.body()).contains("role=\"alert\"", "a lot");
    String proposal =
        new Walk(first)
            .send(
                "/operator/acts/payout",
                "/operator/acts/payout",
                Map.of("thing", "2026-10", "day", "2026-11-30", "thresholds", "25.00 USD"));
    assertThat(first.page(proposal)).contains("Rights holders who are paid", "2026-10");
    new Walk(first).send(proposal, proposal + "/decline", Map.of("reason", "a slip"));
    assertThat(first.page(proposal)).contains("Declined", "a slip");
  }

  @Test
  void auditorsReadAllAndChangeNothingAndOthersSeeNothing() throws Exception {
    String code = new Walk(PORTAL.anybody()).optOut("https://quiet.test/a");
    String id = code.substring(0, code.indexOf('-'));
    Client auditor = PORTAL.as("auditor0");
    assertThat(auditor.page("/operator")).contains(id);
    assertThat(auditor.page("/operator/proposals")).contains("Proposal");
    assertThat(auditor.page("/operator/cases/" + id)).doesNotContain("<textarea");
    assertThat(
            auditor
                .submit("/operator", "/operator/cases/" + id + "/messages", Map.of("message", "x"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            auditor
                .submit(
                    "/operator",
                    "/operator/acts/case",
                    Map.of("thing", id, "outcome", "refused", "reason", "x"))
                .statusCode())
        .isEqualTo(403);
    assertThat(PORTAL.as("developer0").get("/operator").statusCode()).isEqualTo(403);
    assertThat(PORTAL.anybody().get("/operator/cases/" + id).statusCode()).isIn(302, 401, 403);
  }

  @Test
  void operatorsAndFilersWriteToEachOther() throws Exception {
    String code = new Walk(PORTAL.anybody()).optOut("https://quiet.test/b");
    String id = code.substring(0, code.indexOf('-'));
    Client operator = PORTAL.as("operator0");
    new Walk(operator)
        .send(
            "/operator/cases/" + id,
            "/operator/cases/" + id + "/messages",
            Map.of("message", "Who are you?"));
    assertThat(PORTAL.anybody().page("/cases/" + code)).contains("Who are you?", "by the trust");
    assertThat(operator.page("/operator/cases/" + id)).doesNotContain(code);
  }

  private static String proposeGrant(Client client, String claim) throws Exception {
    return new Walk(client)
        .send(
            "/operator/acts/claim?thing=" + claim,
            "/operator/acts/claim",
            Map.of("thing", claim, "decision", "grant", "reason", "We saw it."));
  }

  private static void confirm(String proposal) throws Exception {
    Client second = PORTAL.as("operator1");
    new Walk(second)
        .send(proposal, proposal + "/confirm", Map.of("digest", digest(second.page(proposal))));
  }

  private static String digest(String page) {
    Matcher digest = DIGEST.matcher(page);
    if (!digest.find()) {
      throw new AssertionError("nothing to confirm: " + page);
    }
    return digest.group(1);
  }

  private static String found(Pattern pattern, String page) {
    Matcher found = pattern.matcher(page);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + ": " + page);
    }
    return found.group();
  }

  private static String state(String claim) throws Exception {
    return PORTAL
        .bean(TrustDesk.class)
        .read(opened -> opened.trust().claims().status(claim).state().word());
  }

  private static boolean isWithdrawn(String place) throws Exception {
    return PORTAL
        .bean(TrustDesk.class)
        .read(opened -> opened.trust().withdrawn().covers("doc_none", place));
  }
}
