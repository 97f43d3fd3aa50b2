package org.estover.licensing.portal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody at a browser, who clicks on what is called so, fills in, reads, and takes a picture of
 * what is worth it.
 */
final class Person implements AutoCloseable {
  private static final Path SCREENS = Path.of("target/screens/stories");
  private static final String PASSWORD = "oaks that stand in hedges";

  /** A portal of its own process may be counting a release when it is asked. */
  private static final double TIMEOUT_MILLIS = 30_000;

  private static final int RELOADS = 20;
  private static final double RELOAD_MILLIS = 500;

  private final String name;
  private final boolean script;
  private final BrowserContext context;
  private final Page page;
  private int pictures;

  /** Somebody from a network of their own, so that others' tries are not held against them. */
  Person(Browser browser, URI portal, String name, boolean script) {
    this.name = name;
    this.script = script;
    this.context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-US")
                .setJavaScriptEnabled(script)
                .setExtraHTTPHeaders(
                    Map.of("X-Forwarded-For", "203.0.113." + (1 + name.length()))));
    this.page = context.newPage();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    // A page that is slow to come is no other page: what is looked for is waited for as clicks are.
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
    page.navigate(portal.toString());
  }

  /** Follows a link from outside the portal, as one that somebody was given. */
  void opens(String link) {
    page.navigate(link);
  }

  /** Fills in who they are, and sends it. */
  void makesAnAccount(String fullName) {
    fill("name", fullName);
    fill("email", name + "@stories.test");
    fill("password", PASSWORD);
    picture("account-made");
    send("email");
  }

  /** Signs in, with a code of an authenticator or "". */
  void signsIn(String email, String password, String code) {
    click("Sign in");
    fill("username", email);
    fill("password", password);
    fill("code", code);
    send("username");
    sees("Sign out");
  }

  /** Signs in to the account of {@link #makesAnAccount}. */
  void signsIn() {
    signsIn(name + "@stories.test", PASSWORD, "");
  }

  /** Types the secret of the page into an app, and its code into the page. */
  void setsUpAnAuthenticator() {
    picture("authenticator");
    fill("code", AuthenticatorApp.code(text("ol code"), Clock.systemUTC().instant()));
    send("code");
    sees("recovery codes");
  }

  /** Follows the link, or presses the button, of a name. */
  void click(String words) {
    Locator link =
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true));
    Locator button =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
    press(link.or(button).first());
  }

  /** Follows the first link that a selector finds. */
  void follow(String selector) {
    press(page.locator(selector).first());
  }

  /** Sends the form in which a field stands. */
  void send(String field) {
    press(page.locator("form:has(#" + field + ") button").first());
  }

  private void press(Locator place) {
    place.click();
    page.waitForLoadState(LoadState.DOMCONTENTLOADED);
  }

  void fill(String field, String words) {
    page.locator("#" + field).fill(words);
  }

  void select(String field, String value) {
    page.locator("#" + field).selectOption(value);
  }

  void tick(String selector) {
    page.locator(selector).check();
  }

  /** The page says all of this, and everything on it in words. */
  void sees(String... words) {
    Locator body = page.locator("body");
    for (String each : words) {
      assertThat(body).containsText(each);
    }
    assertThat(body).not().containsText("??");
  }

  /** The page says this, if need be after it was loaded again: what commands write is followed. */
  void seesSoon(String words) {
    for (int tries = 0; tries < RELOADS && !text("body").contains(words); tries++) {
      page.waitForTimeout(RELOAD_MILLIS);
      again();
    }
    sees(words);
  }

  void doesNotSee(String words) {
    assertThat(page.locator("body")).not().containsText(words);
  }

  boolean has(String selector) {
    return page.locator(selector).count() > 0;
  }

  /** What stands in the first place that a selector finds. */
  String text(String selector) {
    return page.locator(selector).first().innerText();
  }

  /** The first words of the page that look so. */
  String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text("main"));
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " at " + path());
    }
    return matcher.group();
  }

  /** Where the person is. */
  String path() {
    return URI.create(page.url()).getPath();
  }

  void again() {
    page.reload();
  }

  /** Keeps what is seen here, where pictures are wanted. */
  void picture(String what) {
    String file = String.format(Locale.ROOT, "%s-%02d-%s.png", name, ++pictures, what);
    Picture.take(page, script, SCREENS.resolve(file));
  }

  @Override
  public void close() {
    context.close();
  }
}
