package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
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
 * <p>{@code mvn verify} asks for all pages, and looks in each way at about each {@value #EACH}th;
 * with {@code -Dportal.looks=all} each is looked at in all ways and its picture kept, as
 * infra/checks/portal-pages does.
 */
final class PagesTest {
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final List<Look> LOOKS = List.of(Look.values());
  private static final Path SCREENS = Path.of("target/screens");
  private static final int EACH = 40;

  /** A picture of a long page takes seconds, and many of them where the machine does other work. */
  private static final double TIMEOUT_MILLIS = 90_000;

  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void noPageHasASeriousFinding() throws Exception {
    Optional<Browser> browser = Chromium.shared();
    if (browser.isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    int looked = 0;
    for (Look look : LOOKS) {
      for (String visitor : SamplePages.visitors()) {
        List<String> paths =
            SamplePages.of(PORTAL, visitor).stream()
                .filter(path -> isLookedAt(look, visitor + " " + words(path)))
                .toList();
        if (!paths.isEmpty()) {
          looked += paths.size();
          wrong.addAll(findings(browser.get(), look, visitor, paths));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(looked).isGreaterThanOrEqualTo(LOOKS.size());
  }

  /** Each page has its own turn, by what it is called, and so the same in each run. */
  private static boolean isLookedAt(Look look, String page) {
    if (!Picture.WANTED.isEmpty()) {
      return Picture.WANTED.equals("all") || Picture.WANTED.equalsIgnoreCase(look.name());
    }
    return Math.floorMod(page.hashCode(), EACH) == LOOKS.indexOf(look);
  }

  private static List<String> findings(
      Browser browser, Look look, String visitor, List<String> paths)
      throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    List<String> all = SamplePages.of(PORTAL, visitor);
    try (BrowserContext context = look.context(browser)) {
      SamplePages.signIn(PORTAL, context, visitor);
      Page page = context.newPage();
      page.setDefaultTimeout(TIMEOUT_MILLIS);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              errors.add(message.text());
            }
          });
      for (String path : paths) {
        errors.clear();
        String name = name(visitor, all.indexOf(path), path);
        List<String> found = new ArrayList<>();
        try {
          found.addAll(findings(page, look, path, name));
        } catch (TimeoutError e) {
          found.add("nothing within " + TIMEOUT_MILLIS + " ms");
        }
        // A refusal is an error to the console, too, as is a script that is kept away.
        if (look.script() && SamplePages.status(path) == 200) {
          found.addAll(errors);
        }
        found.forEach(each -> wrong.add(look + " " + visitor + " " + path + ": " + each));
      }
    }
    return wrong;
  }

  private static List<String> findings(Page page, Look look, String path, String name) {
    var answer = page.navigate(PORTAL.address().resolve(path).toString());
    if (answer == null || answer.status() != SamplePages.status(path)) {
      return List.of("answered " + (answer == null ? "nothing" : answer.status()));
    }
    if (look.script()) {
      Picture.drawn(page);
    }
    Path folder = SCREENS.resolve(look.name().toLowerCase(Locale.ROOT));
    Picture.take(page, look.script(), folder.resolve(name));
    List<String> wrong = new ArrayList<>();
    for (Rule rule : axe(page).analyze().getViolations()) {
      if (SERIOUS.contains(rule.getImpact())) {
        wrong.add(rule.getId() + ": " + rule.getNodes().get(0).getHtml());
      }
    }
    Object wide = page.evaluate("document.documentElement.scrollWidth");
    if (look == Look.NARROW && ((Number) wide).intValue() > look.width()) {
      wrong.add("is " + wide + " px wide");
    }
    return wrong;
  }

  /** Without a page of its own for what other sites' frames say, of which there are none. */
  @SuppressWarnings("deprecation")
  private static AxeBuilder axe(Page page) {
    return new AxeBuilder(page).withTags(WCAG).setLegacyMode(true);
  }

  private static String name(String visitor, int number, String path) {
    return String.format(Locale.ROOT, "%s-%02d%s.png", visitor, number, words(path));
  }

  /** What a page is called, the same in each run, though ids are not. */
  private static String words(String path) {
    return path.replaceAll("([a-z]+)_[0-9A-Za-z-]+", "$1")
        .replaceAll("/(welcome|cases|drafts)/[^/]+", "/$1")
        .replaceAll("[^A-Za-z0-9]+", "-");
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
