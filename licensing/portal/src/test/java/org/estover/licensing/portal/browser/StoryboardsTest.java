package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.Walk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a developer, a rights holder and two operators come for, from their first click to the end,
 * in a browser: on the tests' own trust, and on the demo's by infra/checks/portal-stories, see
 * {@link StoryTrust}. Pictures of the way, where they are wanted, are kept in
 * target/screens/stories.
 */
final class StoryboardsTest {
  private static final String MONTH = "2026-10";

  private static Optional<Browser> browser = Optional.empty();
  private static StoryTrust trust;
  private static Cast cast;

  @BeforeAll
  static void open() throws IOException {
    browser = Chromium.shared();
    trust = StoryTrust.chosen();
    cast = trust.cast();
  }

  private static Person person(String name, boolean script) {
    return new Person(browser.orElseThrow(), trust.address(), name, script);
  }

  @Test
  void aDeveloperGetsAccessReadsTrainsReportsAndSeesWhyItOwesThat() throws Exception {
    if (browser.isEmpty()) {
      return;
    }
    try (Person developer = person("developer", true)) {
      registers(developer);
      String token = makesAToken(developer);
      String release = choosesARelease(developer);
      trust.isRefused(release, token);
      String grant = signsAndIsGranted(developer, release);
      readsARange(developer, release, token);
      trains(developer, grant);
      owes(developer);
    }
  }

  private static void registers(Person developer) {
    developer.sees("What is in the corpus?");
    developer.picture("home");
    developer.click("Sign in");
    developer.click("Make an account");
    developer.tick("input[value=DEVELOPER]");
    developer.makesAnAccount("Dana Developer");
    developer.signsIn();
    developer.click("Dana Developer");
    developer.sees("Dana Developer", "Sign out", "none yet");
    developer.picture("account");
  }

  private static String makesAToken(Person developer) {
    developer.click("Tokens for programs");
    developer.fill("name", "the loader");
    developer.tick("input[value=download]");
    developer.send("days");
    developer.sees("This is the token.");
    String token = developer.text(".note code");
    developer.click("Back to the account");
    developer.click("Tokens for programs");
    developer.sees("the loader");
    developer.doesNotSee(token);
    developer.picture("tokens");
    return token;
  }

  private static String choosesARelease(Person developer) {
    developer.click("Releases");
    developer.picture("releases");
    developer.follow("table a[href^='/releases/rel_']");
    String release = developer.path().replaceAll(".*/", "");
    developer.sees(release, "What was left out");
    developer.picture("release");
    return release;
  }

  private static String signsAndIsGranted(Person developer, String release) {
    developer.click("Get a license");
    developer.sees("A worked example");
    developer.picture("licenses");
    developer.click("Sign " + cast.offer());
    developer.fill("name", "Hedge Models");
    developer.fill("contact", "legal@hedge.test");
    developer.fill("from", MONTH + "-01");
    developer.tick("#agreed");
    developer.picture("sign");
    developer.send("agreed");
    developer.sees("The agreement is signed", "Hedge Models");
    developer.select("release", release);
    developer.send("purpose");
    developer.sees("The grant is recorded in the ledger.");
    developer.picture("agreement");
    return developer.found("grt_[0-9a-f]{32}");
  }

  private static void readsARange(Person developer, String release, String token) throws Exception {
    developer.click("Releases");
    developer.follow("table a[href*='" + release + "']");
    developer.click("How to fetch them");
    developer.sees("Your license covers this release.");
    developer.picture("files");
    String shard = developer.text("tr:has-text('under a grant') a:text-matches('bin$')");
    trust.loads(release, shard, token);
    developer.click("What you have read");
    developer.sees(shard);
    developer.picture("reads");
  }

  private static void trains(Person developer, String grant) throws Exception {
    developer.click("Dana Developer");
    developer.click("Training runs");
    developer.fill("name", "first steps");
    developer.fill("steps", Integer.toString(cast.steps()));
    developer.fill("sequences", Integer.toString(cast.sequences()));
    developer.picture("register-run");
    developer.send("sequences");
    developer.sees(
        "Training run first steps", cast.steps() + " steps of " + cast.sequences() + " sequences");
    developer.picture("run");
    developer.fill("step", "1");
    developer.send("step");
    developer.sees("Step 1 of first steps", "Sequence 0");
    developer.picture("step");
    String read = developer.text("tbody th a:text-matches('^https?:')");
    developer.click("To first steps");
    developer.fill("url", read);
    developer.send("url");
    developer.sees("Where it was read");
    developer.picture("seen");
    trust.trains(grant, "second steps");
    developer.click("Dana Developer");
    developer.click("Training runs");
    developer.seesSoon("second steps");
    developer.picture("runs");
  }

  private static void owes(Person developer) throws Exception {
    developer.click("Licenses");
    developer.click("My licenses");
    developer.picture("my-licenses");
    developer.follow("table a[href^='/agreements/']");
    String agreement = developer.path();
    developer.follow("a.button[href$='/revenue']");
    developer.fill("period", MONTH);
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
    trust.settles(MONTH);
    developer.again();
    developer.seesSoon("stm_");
    developer.follow("a[href^='/statements/']");
    developer.sees("Hedge Models", "USD 980.00", "Where the money goes", "How to pay");
    developer.picture("statement");
    developer.follow("a[href*='/lines/']");
    developer.sees("Why USD", "1. What is owed", "That is exactly");
    developer.picture("why");
  }

  @Test
  void aRightsHolderWithoutAccountOrScriptTakesAPageOutAndFollowsIt() throws Exception {
    if (browser.isEmpty()) {
      return;
    }
    String host = URI.create(cast.ownPage()).getHost();
    String code;
    try (Person holder = person("holder", false)) {
      holder.fill("q", cast.ownPage());
      holder.send("q");
      holder.sees("Kept: it is in this release.", cast.holder());
      holder.picture("answer");
      holder.click("All of the site " + host);
      holder.sees("What the releases have of " + host, "proof of presence");
      holder.picture("site");
      holder.click("Look up");
      holder.fill("q", cast.ownPage());
      holder.send("q");
      holder.click("Take it out");
      holder.sees(cast.ownPage());
      holder.picture("start");
      holder.click("Start");
      holder.picture("what");
      holder.click("Continue");
      holder.fill("filer", cast.holder());
      holder.fill("contact", "rights@holder.test");
      holder.picture("who");
      holder.click("Continue");
      holder.tick("#proof-file");
      holder.picture("proof");
      holder.click("Continue");
      holder.sees("What releases hold of it");
      holder.fill("words", "It was never meant for that.");
      holder.picture("impact");
      holder.click("Continue");
      holder.sees("Check your answers", "By a file on the site");
      holder.picture("check");
      holder.click("Send");
      holder.sees("It is filed.", "Two operators decide by");
      holder.picture("receipt");
      code = holder.text(".note strong.id");
    }
    // Days later, with nothing but the code of the receipt.
    try (Person later = person("holder-later", false)) {
      later.click("Cases");
      later.fill("code", code);
      later.picture("enter-code");
      later.send("code");
      later.sees("Waiting for a decision", "Show that you control it");
      String id = code.substring(0, code.indexOf('-'));
      trust.writes(host, "/.well-known/estover-claim.txt", "estover-claim=" + id);
      later.click("Look now");
      later.sees("Control shown by", "well-known");
      later.fill("message", "Is there anything else you need?");
      later.send("message");
      later.sees("Is there anything else you need?", "by the filer");
      later.picture("case");
    }
  }

  @Test
  void twoOperatorsTakeAPageDownAndTheLedgerProvesIt() throws Exception {
    if (browser.isEmpty()) {
      return;
    }
    String code = new Walk(new Client(trust.address(), "203.0.113.201")).optOut(cast.otherPage());
    String proposal;
    try (Person first = person("operator", true)) {
      trust.admits(first, "Olga Operator");
      first.click("Desk");
      first.sees(cast.otherPage());
      first.picture("queue");
      first.click(cast.otherPage());
      first.sees("odd@owner.test");
      first.picture("case");
      first.follow("a[href^='/operator/acts/withdrawal']");
      first.sees("In release", "rel_");
      first.tick("#unseen-no");
      first.fill("reason", "It is theirs.");
      first.picture("impact");
      first.click("Propose");
      first.sees("You proposed this. Another operator has to confirm it.");
      first.picture("proposed");
      proposal = first.path();
    }
    try (Person second = person("operator-second", true)) {
      trust.admits(second, "Otto Operator");
      second.click("Desk");
      second.click("Proposals");
      second.picture("proposals");
      second.follow("tr:has-text('" + cast.otherPage() + "') a");
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

  private static void showsIt(Person second, String code) throws Exception {
    second.click("Cases");
    second.fill("code", code);
    second.send("code");
    second.sees("Taken down", "It is theirs.", "Download the signed proof");
    second.picture("case-decided");
    looksUp(second, cast.otherPage());
    trust.withdraws(cast.commandPage());
    looksUp(second, cast.commandPage());
    Optional<String> next = trust.publishesAnew();
    second.click("Releases");
    if (next.isPresent()) {
      second.seesSoon(next.get());
    }
    second.follow("table a[href^='/releases/rel_']");
    second.click("What changed since the release before");
    while (second.has("a:text-is('Look again')")) {
      second.click("Look again");
    }
    second.sees("Documents that differ", "Only in the second");
    second.picture("difference");
    if (next.isPresent()) {
      second.click("Cases");
      second.fill("code", code);
      second.send("code");
      second.seesSoon(next.get());
      second.picture("case-next-release");
    }
  }

  private static void looksUp(Person person, String page) {
    person.click("Look up");
    person.fill("q", page);
    person.send("q");
    person.seesSoon("This was taken down.");
    person.sees("Taken down under");
    person.picture("taken-down");
  }
}
