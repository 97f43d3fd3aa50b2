package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every page is sound to axe, whoever looks and however: no serious finding of WCAG 2.2 AA, nothing
 * that reaches beyond a screen of 320 px, no error on the console, no text missing.
 *
 * <p>{@code mvn verify} asks for all pages, and looks at each twelfth one, in one way, another for
 * each; with {@code -Dportal.looks=all} each is looked at in all ways, as infra/checks/portal-pages
 * does.
 */
final class PagesTest {
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final List<Look> LOOKS = List.of(Look.values());
  private static final Path SCREENS = Path.of("target/screens");
  private static final int EACH = 12;

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
              if (all || (i % EACH == 0 && LOOKS.get(i / EACH % LOOKS.size()) == look)) {
                wrong.addAll(findings(context, look, visitor, i, paths.get(i)));
              }
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> findings(
      BrowserContext context, Look look, String visitor, int number, String path)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    String where = look + " " + visitor + " " + path + ": ";
    int expected = SamplePages.status(path);
    try (Page page = context.newPage()) {
      page.setDefaultTimeout(TIMEOUT_MILLIS);
      page.onConsoleMessage(
          message -> {
            // A refusal is an error to the console, too.
            if (look != Look.WITHOUT_SCRIPT && expected == 200 && message.type().equals("error")) {
              wrong.add(where + message.text());
            }
          });
      var answer = page.navigate(PORTAL.address().resolve(path).toString());
      if (answer == null || answer.status() != expected) {
        wrong.add(where + "answered " + (answer == null ? "nothing" : answer.status()));
        return wrong;
      }
      Picture.take(
          page,
          SCREENS
              .resolve(look.name().toLowerCase(Locale.ROOT))
              .resolve(name(visitor, number, path)));
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

  /** The same in each run, though ids are not. */
  private static String name(String visitor, int number, String path) {
    String words =
        path.replaceAll("([a-z]+)_[0-9A-Za-z-]+", "$1")
            .replaceAll("/welcome/.*", "/welcome")
            .replaceAll("[^A-Za-z0-9]+", "-");
    return String.format(Locale.ROOT, "%s-%02d%s.png", visitor, number, words);
  }

  @Test
  void everyPageOfTheRouteTableIsAmongTheSamplesAndHasAllItsTexts() throws Exception {
    List<PathPattern> routes = new ArrayList<>();
    Set<String> unseen = new TreeSet<>();
    PORTAL
        .routes()
        .getHandlerMethods()
        .forEach(
            (route, handler) -> {
              for (String value : route.getPatternValues()) {
                if (route.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                  routes.add(PathPatternParser.defaultInstance.parse(value));
                  if (isPage(handler)) {
                    unseen.add(value);
                  }
                }
              }
            });
    // The most specific first, as one of them is chosen.
    routes.sort(null);
    assertThat(unseen).hasSizeGreaterThan(50);
    for (String visitor : SamplePages.visitors()) {
      Client client = SamplePages.client(PORTAL, visitor);
      for (String path : SamplePages.of(PORTAL, visitor)) {
        PathContainer plain = PathContainer.parsePath(path.replaceAll("\\?.*", ""));
        routes.stream()
            .filter(route -> route.matches(plain))
            .findFirst()
            .ifPresent(route -> unseen.remove(route.getPatternString()));
        HttpResponse<String> answer =
            client.get(path, "Accept", "text/html", "Accept-Language", "en-US");
        assertThat(answer.statusCode()).as(path).isIn(SamplePages.status(path), 302);
        assertThat(answer.body()).as(path).doesNotContain("??");
      }
    }
    assertThat(unseen).isEmpty();
  }

  /** Whether it answers with a page, and not with data. */
  private static boolean isPage(HandlerMethod handler) {
    Class<?> type = handler.getReturnType().getParameterType();
    return handler.getBeanType().getName().startsWith("org.estover.")
        && !handler.hasMethodAnnotation(ResponseBody.class)
        && !handler.getBeanType().isAnnotationPresent(ResponseBody.class)
        && (type == String.class || type == ModelAndView.class || type == Object.class);
  }
}
