package org.estover.licensing.portal.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.Walk;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.Model;

/** The pages of the sample trust, by who sees them: each kind of page that there is. */
final class SamplePages {
  static final String ANYBODY = "anybody";

  private static final String DEVELOPER = "developer0";
  private static final String HOLDER = "pictured";
  private static final String OPERATOR = "operator0";

  /** Pages that say no, and how. */
  private static final Map<String, Integer> REFUSED = new LinkedHashMap<>();

  private static final Map<String, List<String>> PATHS = new LinkedHashMap<>();

  private SamplePages() {}

  static List<String> visitors() {
    return List.of(ANYBODY, DEVELOPER, HOLDER, OPERATOR);
  }

  /** Made once, since some of them are made by filling in forms. */
  static synchronized List<String> of(PortalServer portal, String visitor)
      throws IOException, InterruptedException {
    if (PATHS.isEmpty()) {
      PATHS.put(ANYBODY, anybodys(portal));
      PATHS.put(DEVELOPER, developers(portal));
      PATHS.put(HOLDER, holders(portal));
      PATHS.put(OPERATOR, operators(portal));
    }
    List<String> paths = new ArrayList<>(PATHS.getOrDefault(visitor, List.of()));
    paths.addAll(CasePages.of(portal, visitor));
    return paths;
  }

  /** How a page answers. */
  static int status(String path) {
    return REFUSED.getOrDefault(path, 200);
  }

  /** Who looks, outside the browser. */
  static Client client(PortalServer portal, String visitor)
      throws IOException, InterruptedException {
    return visitor.equals(ANYBODY) ? portal.anybody() : portal.as(visitor);
  }

  private static List<String> anybodys(PortalServer portal)
      throws IOException, InterruptedException {
    String first = portal.made().releases().get(0);
    String second = portal.made().releases().get(1);
    String shard = shard(portal, first);
    REFUSED.put("/no/such/page", 404);
    REFUSED.put("/welcome/used-up", 404);
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/",
                "/sign-in",
                "/register",
                invitation(portal),
                "/lookup",
                "/lookup?q=" + encoded(SampleRelease.url(21)),
                "/lookup?q=" + encoded(SampleRelease.url(7)),
                "/lookup?q=" + encoded(SampleRelease.deniedUrl(0)),
                "/lookup?q=" + encoded("leaves the oak to stand"),
                "/lookup?q=nowhere.test",
                "/hosts/open.test",
                "/hosts/copies.test",
                "/hosts/reserved.test/dropped/" + second,
                "/documents/" + SampleRelease.id(21),
                "/documents/" + SampleRelease.id(7),
                "/releases",
                "/releases/" + second,
                "/releases/" + first + "..." + second,
                "/releases/" + second + "/eu-summary",
                "/releases/" + second + "/rejects?stage=03-filter&rule=rights-denied",
                "/releases/" + second + "/rejects?stage=04-dedupe&rule=near-duplicate",
                "/download/" + first,
                // Leads to where one signs in.
                "/download/" + first + "/" + shard,
                "/licenses",
                "/licenses/" + offer(portal, "standard"),
                "/ledger",
                "/ledger?type=release-published.v1",
                "/ledger/entries/3",
                "/activity",
                "/v1/docs"));
    paths.addAll(REFUSED.keySet());
    return paths;
  }

  private static List<String> developers(PortalServer portal)
      throws IOException, InterruptedException {
    Client client = portal.as(DEVELOPER);
    SampleTrust.Licensee mine = portal.made().developers().get(0);
    String agreement = "/agreements/" + mine.agreementId();
    String run = "/training-runs/" + mine.runId();
    String statement = found(client.page(agreement), "/statements/stm_[0-9a-f]+");
    Model model = new Model(mine.partyId(), "pictured", "", Ratio.parse("0%"), mine.runId());
    portal.bean(TrustDesk.class).write(opened -> opened.trust().models().register(model));
    client.submit(
        "/account/webhooks",
        "/account/webhooks",
        Map.of(
            "url", "http://127.0.0.1:9/hook",
            "description", "For a picture",
            "types", "statement.issued"));
    String endpoint = found(client.page("/account/webhooks"), "/account/webhooks/[a-z]+_[^\"/]+");
    new Walk(client).send(endpoint, endpoint + "/test", Map.of());
    return List.of(
        "/",
        "/account",
        "/account/tokens",
        "/account/authenticator",
        "/account/activity",
        "/account/webhooks",
        endpoint,
        "/licenses/mine",
        "/licenses/" + offer(portal, "standard") + "/request",
        "/licenses/" + offer(portal, "on-request") + "/request",
        agreement,
        agreement + "/revenue",
        agreement + "/revenue?period=" + SampleTrust.MONTH,
        "/revenue",
        "/training-runs",
        run,
        run + "/steps?step=3",
        run + "/steps/4",
        run + "/documents?url=" + encoded(SampleRelease.url(21)),
        "/models",
        "/models/" + model.id(),
        statement,
        statement + "/lines/1",
        statement + "/lines/4",
        statement + "/check",
        "/reads",
        "/download/" + portal.made().releases().get(0));
  }

  private static List<String> holders(PortalServer portal)
      throws IOException, InterruptedException {
    String made = portal.made().statements().get(0);
    Statement statement =
        portal.bean(TrustDesk.class).read(opened -> opened.trust().statements()).stream()
            .filter(each -> each.id().equals(made))
            .findFirst()
            .orElseThrow();
    String party =
        statement.lines().stream()
            .filter(line -> line.name().equals(SampleRelease.holder(0)))
            .findFirst()
            .orElseThrow()
            .partyId();
    portal.holder(HOLDER, party);
    return List.of("/account", "/earnings", "/earnings/" + made);
  }

  private static List<String> operators(PortalServer portal)
      throws IOException, InterruptedException {
    String waiting = portal.made().developers().get(SampleTrust.DEVELOPERS - 1).requestId();
    return List.of(
        "/",
        "/account/authenticator",
        "/operator/accounts",
        "/operator/activity",
        "/operator/alerts",
        "/operator/alerts?all=true",
        "/operator/reads",
        "/operator/statements",
        "/operator/acts/license?thing=" + waiting);
  }

  private static String invitation(PortalServer portal) throws IOException, InterruptedException {
    String page =
        portal
            .as(OPERATOR)
            .submit(
                "/operator/accounts", "/operator/accounts/invitations", Map.of("role", "OPERATOR"))
            .body();
    return found(page, "/welcome/[A-Za-z0-9_-]+");
  }

  /** The first shard of a release. */
  static String shard(PortalServer portal, String release)
      throws IOException, InterruptedException {
    return found(portal.anybody().page("/download/" + release), "[^/\"]+\\.bin");
  }

  private static String offer(PortalServer portal, String name) throws IOException {
    return portal.bean(TrustDesk.class).read(opened -> opened.trust().offers()).stream()
        .filter(offer -> offer.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String found(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + page);
    }
    return matcher.group();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Signs in once, outside the browser, and gives it the session. */
  static void signIn(PortalServer portal, BrowserContext context, String visitor)
      throws IOException, InterruptedException {
    if (visitor.equals(ANYBODY)) {
      return;
    }
    Client client = portal.as(visitor);
    context.addCookies(
        client.cookies().stream()
            .map(
                cookie ->
                    new Cookie(cookie.getName(), cookie.getValue())
                        .setUrl(portal.address().toString()))
            .toList());
  }
}
