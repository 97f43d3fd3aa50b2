package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.Walk;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a developer, a rights holder and two operators come for, from their first click to the end,
 * in a browser. Pictures of the way stay in target/screens/stories.
 */
final class StoryboardsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  /** Pages of the second release only, so that files of the first stay as other tests know them. */
  private static final String OWN_PAGE = SampleRelease.url(68);

  private static final String WITHDRAWN_PAGE = SampleRelease.url(77);

  private static Optional<Chromium> chromium = Optional.empty();

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    chromium = Chromium.open();
  }

  @AfterAll
  static void close() {
    chromium.ifPresent(Chromium::close);
  }

  @Test
  void aDeveloperGetsAccessReadsTrainsReportsAndSeesWhyItOwesThat() throws Exception {
    if (chromium.isEmpty()) {
      return;
    }
    try (Person developer = new Person(chromium.get(), PORTAL, "developer", true)) {
      registers(developer);
      String release = signsAndIsGranted(developer);
      readsARange(developer, release);
      trains(developer);
      owes(developer);
    }
  }

  private static void registers(Person developer) {
    developer.sees("What is in the corpus?");
    developer.picture("home");
    developer.click("Sign in");
    developer.click("Make an account");
    developer.tick("input[value=DEVELOPER]");
    developer.fill("name", "Dana Developer");
    developer.fill("email", "dana@portal.test");
    developer.fill("password", "oaks that stand in hedges");
    developer.picture("register");
    developer.send("email");
    developer.sees("Dana Developer", "Sign out", "none yet");
    developer.picture("account");
  }

  private static String signsAndIsGranted(Person developer) {
    developer.click("Releases");
    developer.picture("releases");
    developer.follow("table a[href^='/releases/rel_']");
    String release = developer.path().replaceAll(".*/", "");
    developer.sees(release, "What was left out");
    developer.picture("release");
    developer.click("Get a license");
    developer.sees("A worked example");
    developer.picture("licenses");
    developer.click("Sign standard");
    developer.fill("name", "Hedge Models");
    developer.fill("contact", "legal@hedge.test");
    developer.fill("from", "2026-10-01");
    developer.tick("#agreed");
    developer.picture("sign");
    developer.send("agreed");
    developer.sees("The agreement is signed", "Hedge Models");
    developer.select("release", release);
    developer.send("purpose");
    developer.sees("The grant is recorded in the ledger.");
    developer.picture("agreement");
    return release;
  }

  private static void readsARange(Person developer, String release) throws Exception {
    developer.click("Dana Developer");
    developer.click("Tokens for programs");
    developer.fill("name", "the loader");
    developer.tick("input[value=download]");
    developer.send("days");
    developer.sees("This is the token.");
    developer.picture("token");
    String token = developer.text(".note code");
    developer.click("Back to the account");
    developer.click("Tokens for programs");
    developer.sees("the loader");
    developer.doesNotSee(token);
    developer.click("Releases");
    developer.follow("table a[href*='" + release + "']");
    developer.click("How to fetch them");
    developer.sees("Your license covers this release.");
    developer.picture("files");
    String shard = developer.text("tr:has-text('under a grant') a:text-matches('bin$')");
    assertThat(range(release, shard, token)).hasSize(64);
    developer.click("What you have read");
    developer.sees(shard, "0 – 63");
    developer.picture("reads");
  }

  /** What a program does with the token: asks for the file, and is led to a link that is signed. */
  private static byte[] range(String release, String file, String token) throws Exception {
    Client program = PORTAL.from("203.0.113.200");
    String path = "/download/" + release + "/" + file;
    HttpResponse<String> led = program.get(path, "Authorization", "Bearer " + token);
    assertThat(led.statusCode()).as(led.body()).isEqualTo(302);
    HttpResponse<byte[]> part =
        program.sendForBytes(
            program.request(program.location(led)).header("Range", "bytes=0-63").GET().build());
    assertThat(part.statusCode()).isEqualTo(206);
    return part.body();
  }

  private static void trains(Person developer) {
    developer.click("Dana Developer");
    developer.click("Training runs");
    developer.fill("name", "first steps");
    developer.fill("steps", "4");
    developer.fill("sequences", "2");
    developer.picture("register-run");
    developer.send("sequences");
    developer.sees("Training run first steps", "4 steps of 2 sequences");
    developer.picture("run");
    developer.fill("step", "1");
    developer.send("step");
    developer.sees("Step 1 of first steps", "Sequence 0");
    developer.picture("step");
    String read = developer.text("tbody th a:text-matches('^https')");
    developer.click("To first steps");
    developer.fill("url", read);
    developer.send("url");
    developer.sees("Where it was read");
    developer.picture("seen");
  }

  private static void owes(Person developer) throws Exception {
    developer.click("Licenses");
    developer.click("My licenses");
    developer.picture("my-licenses");
    developer.follow("table a[href^='/agreements/']");
    String agreement = developer.path();
    developer.follow("a.button[href$='/revenue']");
    developer.fill("period", SampleTrust.MONTH.toString());
    developer.fill("currency", "USD");
    developer.fill("gross", "50000.00");
    developer.fill("deduction1", "refunds");
    developer.fill("amount1", "1000.00");
    developer.click("See what would be due");
    developer.sees("Nothing is recorded yet.", "USD 980.00");
    developer.picture("revenue");
    developer.click("Send the report");
    developer.sees("The report is recorded in the ledger.");
    assertThat(developer.path()).isEqualTo(agreement);
    new Walk(PORTAL.as("operator0"))
        .send(
            "/operator/statements",
            "/operator/statements",
            Map.of("period", SampleTrust.MONTH.toString()));
    developer.again();
    developer.follow("a[href^='/statements/']");
    developer.sees("Hedge Models", "USD 980.00", "Where the money goes");
    developer.picture("statement");
    developer.follow("a[href*='/lines/']");
    developer.sees("Why USD", "1. What is owed", "That is exactly");
    developer.picture("why");
  }

  @Test
  void aRightsHolderWithoutAccountOrScriptTakesAPageOutAndFollowsIt() throws Exception {
    if (chromium.isEmpty()) {
      return;
    }
    String code;
    try (Person holder = new Person(chromium.get(), PORTAL, "holder", false)) {
      holder.fill("q", OWN_PAGE);
      holder.send("q");
      holder.sees("Kept: it is in this release.", "Dora Press");
      holder.picture("answer");
      holder.click("All of the site news.dora.test");
      holder.sees("What the releases have of news.dora.test", "proof of presence");
      holder.picture("site");
      holder.click("Look up");
      holder.fill("q", OWN_PAGE);
      holder.send("q");
      holder.click("Take it out");
      holder.sees(OWN_PAGE);
      holder.picture("start");
      holder.click("Start");
      holder.picture("what");
      holder.click("Continue");
      holder.fill("filer", "Dora Press");
      holder.fill("contact", "rights@dora.test");
      holder.picture("who");
      holder.click("Continue");
      holder.tick("#proof-dns");
      holder.picture("proof");
      holder.click("Continue");
      holder.sees("What releases hold of it");
      holder.fill("words", "It was never meant for that.");
      holder.picture("impact");
      holder.click("Continue");
      holder.sees("Check your answers", "By a TXT record in DNS");
      holder.picture("check");
      holder.click("Send");
      holder.sees("It is filed.", "Two operators decide by");
      holder.picture("receipt");
      code = holder.text(".note strong.id");
    }
    try (Person later = new Person(chromium.get(), PORTAL, "holder-later", false)) {
      later.click("Cases");
      later.fill("code", code);
      later.picture("enter-code");
      later.send("code");
      later.sees("Waiting for a decision", "Show that you control it");
      String id = code.substring(0, code.indexOf('-'));
      PORTAL.places().record("_estover-claim.news.dora.test", "estover-claim=" + id);
      later.click("Look now");
      later.sees("Control shown by", "dns-txt");
      later.fill("message", "Is there anything else you need?");
      later.send("message");
      later.sees("Is there anything else you need?", "by the filer");
      later.picture("case");
    }
  }

  @Test
  void twoOperatorsTakeAPageDownAndTheLedgerProvesIt() throws Exception {
    if (chromium.isEmpty()) {
      return;
    }
    for (String name : List.of("olga", "otto")) {
      PORTAL.member(name, Who.OPERATOR);
    }
    String code = new Walk(PORTAL.from("203.0.113.201")).optOut(WITHDRAWN_PAGE);
    String proposal;
    try (Person first = new Person(chromium.get(), PORTAL, "operator", true)) {
      first.signIn("olga");
      first.click("Desk");
      first.sees(WITHDRAWN_PAGE);
      first.picture("queue");
      first.click(WITHDRAWN_PAGE);
      first.sees("odd@owner.test");
      first.picture("case");
      first.follow("a[href^='/operator/acts/withdrawal']");
      first.sees("In release", PORTAL.made().releases().get(1));
      first.tick("#unseen-no");
      first.fill("reason", "It is theirs.");
      first.picture("impact");
      first.click("Propose");
      first.sees("You proposed this. Another operator has to confirm it.");
      first.picture("proposed");
      proposal = first.path();
    }
    try (Person second = new Person(chromium.get(), PORTAL, "operator-second", true)) {
      second.signIn("otto");
      second.click("Desk");
      second.click("Proposals");
      second.picture("proposals");
      second.follow("tr:has-text('" + WITHDRAWN_PAGE + "') a");
      assertThat(second.path()).isEqualTo(proposal);
      second.click("Confirm and do it");
      second.sees("Confirmed and done", "It is theirs.");
      second.picture("confirmed");
      second.follow("dl a[href^='/ledger/entries/']");
      second.sees("A document was taken down");
      second.click("Check the proof in this browser");
      second.sees("Checked here: the hashes lead from this entry to the root");
      second.doesNotSee("does NOT hold");
      second.picture("entry-proved");
      showsIt(second, code);
    }
  }

  private static void showsIt(Person second, String code) {
    second.click("Cases");
    second.fill("code", code);
    second.send("code");
    second.sees("Taken down", "It is theirs.", "Download the signed proof");
    second.picture("case-decided");
    second.click("Look up");
    second.fill("q", WITHDRAWN_PAGE);
    second.send("q");
    second.sees("Taken down under", "This was taken down.");
    second.picture("taken-down");
    second.click("Releases");
    second.follow("table a[href^='/releases/rel_']");
    second.click("What changed since the release before");
    while (second.has("a:text-is('Look again')")) {
      second.click("Look again");
    }
    second.sees("Documents that differ", "Only in the second");
    second.picture("difference");
  }
}
