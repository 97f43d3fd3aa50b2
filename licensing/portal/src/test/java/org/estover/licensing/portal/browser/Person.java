package org.estover.licensing.portal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.estover.licensing.portal.PortalServer;

/**
 * Somebody at a browser, who clicks on what is called so, fills in, reads, and takes a picture of
 * what is worth it.
 */
final class Person implements AutoCloseable {
  private static final Path SCREENS = Path.of("target/screens/stories");
  private static final double TIMEOUT_MILLIS = 15_000;

  private final PortalServer portal;
  private final String name;
  private final BrowserContext context;
  private final Page page;
  private int pictures;

  /** Somebody from a network of their own, so that others' tries are not held against them. */
  Person(Chromium chromium, PortalServer portal, String name, boolean script) {
    this.portal = portal;
    this.name = name;
    this.context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setLocale("en-US")
                    .setJavaScriptEnabled(script)
                    .setExtraHTTPHeaders(
                        Map.of("X-Forwarded-For", "203.0.113." + (1 + name.length()))));
    this.page = context.newPage();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.navigate(portal.address().toString());
  }

  /** Signs in, with the code that the authenticator shows. */
  void signIn(String account) {
    click("Sign in");
    fill("username", account + "@portal.test");
    fill("password", PortalServer.password());
    fill("code", portal.code(account));
    send("username");
    sees("Sign out");
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

  /** Where the person is. */
  String path() {
    return URI.create(page.url()).getPath();
  }

  void again() {
    page.reload();
  }

  void picture(String what) {
    String file = String.format(Locale.ROOT, "%s-%02d-%s.png", name, ++pictures, what);
    Picture.take(page, SCREENS.resolve(file));
  }

  @Override
  public void close() {
    context.close();
  }
}
