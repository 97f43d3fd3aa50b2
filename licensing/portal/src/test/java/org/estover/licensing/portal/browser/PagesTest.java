package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

/**
 * Every page is sound to axe, whoever looks and however: no serious finding of WCAG 2.2 AA, nothing
 * that reaches beyond a screen of 320 px, no error on the console.
 *
 * <p>{@code mvn verify} looks at each page in one way, another for each; with {@code
 * -Dportal.looks=all} each is looked at in all ways, as infra/checks/portal-pages does.
 */
final class PagesTest {
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final List<Look> LOOKS = List.of(Look.values());
  private static final Path SCREENS = Path.of("target/screens");

  private static final double TIMEOUT_MILLIS = 15_000;

  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void noPageHasASeriousFinding() throws Exception {
    Optional<Chromium> found = Chromium.open();
    if (found.isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    try (Chromium chromium = found.get()) {
      String looks = System.getProperty("portal.looks", "");
      for (Look look : LOOKS) {
        boolean all = looks.equals("all") || looks.equalsIgnoreCase(look.name());
        for (String visitor : SamplePages.visitors()) {
          List<String> paths = SamplePages.of(PORTAL, visitor);
          try (BrowserContext context = look.context(chromium.browser())) {
            SamplePages.signIn(PORTAL, context, visitor);
            for (int i = 0; i < paths.size(); i++) {
              if (all || LOOKS.get(i % LOOKS.size()) == look) {
                wrong.addAll(findings(context, look, visitor, paths.get(i)));
              }
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> findings(
      BrowserContext context, Look look, String visitor, String path) throws IOException {
    List<String> wrong = new ArrayList<>();
    String where = look + " " + visitor + " " + path + ": ";
    try (Page page = context.newPage()) {
      page.setDefaultTimeout(TIMEOUT_MILLIS);
      page.onConsoleMessage(
          message -> {
            if (look != Look.WITHOUT_SCRIPT && message.type().equals("error")) {
              wrong.add(where + message.text());
            }
          });
      var answer = page.navigate(PORTAL.address().resolve(path).toString());
      if (answer == null || answer.status() != 200) {
        wrong.add(where + "answered " + (answer == null ? "nothing" : answer.status()));
        return wrong;
      }
      String name = (visitor + path).replaceAll("[^A-Za-z0-9]+", "-");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(
                  SCREENS.resolve(look.name().toLowerCase(Locale.ROOT)).resolve(name + ".png")));
      for (Rule rule : new AxeBuilder(page).withTags(WCAG).analyze().getViolations()) {
        if (SERIOUS.contains(rule.getImpact())) {
          wrong.add(where + rule.getId() + ": " + rule.getNodes().get(0).getHtml());
        }
      }
      Object wide = page.evaluate("document.documentElement.scrollWidth");
      if (look == Look.NARROW && ((Number) wide).intValue() > look.width()) {
        wrong.add(where + "is " + wide + " px wide");
      }
    }
    return wrong;
  }
}
