package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.crawl.rights.LintFinding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RightsLintTest {
  private static List<LintFinding> lint(String name, String text) {
    return RightsLint.lint(LintSubject.ofFile(name, text.getBytes(UTF_8)));
  }

  private static List<LintFinding> answer(String name, int status, String type, String text) {
    return RightsLint.lint(new LintSubject(name, status, type, List.of(), text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "User-agent: *|Dissallow: /x; ERROR; 2; misspelt directive \"dissallow\"; write disallow",
        "User-agent: *|Disalow: /x; ERROR; 2; misspelt directive; write disallow",
        "User-agent: *|Disallwo: /x; ERROR; 2; unknown directive \"disallwo\"; write disallow",
        "User-agent: *|Content-Useage: train-ai=n; ERROR; 2; unknown directive; write content-usage",
        "User-agent: *|Disallow /x; ERROR; 2; without a colon; write disallow: /x",
        "User-agent: *|Disallow: x/; ERROR; 2; does not begin with /; write /x/",
        "User-agent: *|Disallow: https://a.test/x; ERROR; 2; does not begin with /; without scheme",
        "Disallow: /|User-agent: *; ERROR; 1; before the first User-agent; User-agent: *",
        "User-agent: *|Content-Usage: Train-AI=n; ERROR; 2; no dictionary; lower case: train-ai=n",
        "User-agent: *|Content-Usage: train-ai=n,; ERROR; 2; no dictionary; comma at the end",
        "User-agent: *|Content-Usage: train-ai=no; ERROR; 2; train-ai=no; write train-ai=n",
        "User-agent: *|Content-Usage: train-ai; ERROR; 2; without y or n; write train-ai=n",
        "User-agent: *|Content-Usage: genai=n; WARNING; 2; of an earlier draft; write train-ai",
        "User-agent: *|Content-Usage: ai-train=n; WARNING; 2; unknown Content-Usage label; of Content-Signal",
        "User-agent: *|Content-Usage: /x; ERROR; 2; a path and no preference; write /x train-ai=n",
        "User-agent: *|Content-Signal: ai-train=n; ERROR; 2; Content-Signal ai-train=n; write ai-train=no",
        "User-agent: *|Content-Signal: train-ai=no; ERROR; 2; unknown Content-Signal key; of Content-Usage",
        "User-agent: *|License: /license.xml; ERROR; 2; is no absolute URL; https://host/license.xml",
        "User-agent: *|License: http://a.test/l; WARNING; 2; is not HTTPS; write https://a.test/l",
        "User-agent: *|Crawl-delay: 5s; WARNING; 2; Crawl-delay \"5s\"; write Crawl-delay: 5",
        "User-agent: 123|Disallow: /; ERROR; 1; names no product token; write *",
        "User-agent: *|Content-Signal: ai-train=no|User-agent: GPTBot|Allow: /; WARNING; 3; GPTBot has no preferences; repeat",
      })
  void mistakesInRobotsTxtAreFoundWithTheirCure(
      String lines, Severity severity, int line, String found, String cure) {
    assertThat(lint("robots.txt", lines.replace('|', '\n')))
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.where()).isEqualTo("robots.txt:" + line);
              assertThat(finding.found()).contains(found);
              assertThat(finding.cure()).contains(cure);
              assertThat(finding.leadsTo()).isNotEmpty();
            });
  }

  @Test
  void aGoodFileHasNoFindings() {
    assertThat(
            lint(
                "robots.txt",
                """
                License: https://a.test/license.xml
                User-agent: *
                Content-Usage: train-ai=n, search=y
                Content-Usage: /open/ train-ai=y
                Content-Signal: search=yes, ai-train=no
                Disallow: /private/
                Sitemap: https://a.test/sitemap.xml
                """))
        .isEmpty();
    assertThat(lint("tdmrep.json", "[{\"location\": \"/\", \"tdm-reservation\": 1}]")).isEmpty();
    assertThat(
            lint(
                "license.xml",
                "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\"><license>"
                    + "<permits type=\"usage\">search</permits></license></content></rsl>"))
        .isEmpty();
  }

  @Test
  void statusTypeAndSizeAreLookedAt() {
    assertThat(answer("https://a.test/robots.txt", 503, "text/plain", ""))
        .singleElement()
        .satisfies(finding -> assertThat(finding.leadsTo()).contains("everything is disallowed"));
    assertThat(answer("https://a.test/robots.txt", 200, "text/html", "<html>"))
        .anyMatch(finding -> finding.cure().contains("text/plain"));
    assertThat(answer("https://a.test/l.xml", 404, "application/rsl+xml", ""))
        .anyMatch(finding -> finding.leadsTo().contains("worse than none"));
    assertThat(lint("robots.txt", "User-agent: *\n" + "# filler\n".repeat(60_000)))
        .anyMatch(finding -> finding.found().contains("540014 bytes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[{`location`: `/`, `tdm-reservation`: 0},~{`location`: `/paid/`, `tdm-reservation`: 1}]; 2; stands behind that for /; narrower rule first",
        "[{`location`: `/`, `tdm-reservation`: 2}]; 1; tdm-reservation \"2\"; write 1",
        "[{`location`: `/`, `tdm-reservation`: 1,}]; 0; breaks off; comma",
        "{`location`: `/`, `tdm-reservation`: 1}; 1; no array; [{",
        "[{`tdm-reservation`: 1}]; 1; without location; location",
        "[{`location`: `/`, `tdm-reservation`: 1, `tdm-polciy`: `x`}]; 1; unknown property; tdm-policy",
        "[{`location`: `/`, `tdm-reservation`: 0, `tdm-policy`: `https://p`}]; 1; tdm-policy beside; tdm-reservation",
      })
  void mistakesInTdmrepAreFound(String json, int line, String found, String cure) {
    String text = json.replace('`', '"').replace('~', '\n');
    assertThat(lint("tdmrep.json", text))
        .anySatisfy(
            finding -> {
              assertThat(finding.where()).isEqualTo("tdmrep.json" + (line > 0 ? ":" + line : ""));
              assertThat(finding.found()).contains(found);
              assertThat(finding.cure()).contains(cure);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<permits>ai-train</permits><prohibits>all</prohibits>; prohibits all; closed list",
        "<permits>search, ai-input</permits>; parted by commas; spaces",
        "<permits>train-ai</permits>; \"train-ai\"; write ai-train",
        "<permits>search</permits><payment type=\"inference\"/>; payment type; write use",
        "<permits>search</permits><waiver/>; does not conform; mend it",
      })
  void mistakesInRslAreFound(String license, String found, String cure) {
    String xml =
        "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\"><license>"
            + license
            + "</license></content></rsl>";
    assertThat(lint("license.xml", xml))
        .anySatisfy(
            finding -> {
              assertThat(finding.found()).contains(found);
              assertThat(finding.cure()).contains(cure);
            });
  }

  @Test
  void mistakesOfAPageAreFound() {
    String html =
        """
        <html><head><meta name="tdm:reservation" content="1">
        <meta name="tdm-reservation" content="yes">
        <meta name="robots" content="no-ai">
        <link rel="license" href="/license.xml">
        <script type="application/ld+json">{"license": </script>
        </head></html>
        """;
    assertThat(answer("https://a.test/", 200, "text/html", html))
        .extracting(LintFinding::where)
        .contains(
            "https://a.test/:1", "https://a.test/:2", "https://a.test/:4", "https://a.test/:5");
    assertThat(answer("https://a.test/", 200, "text/html", html))
        .anyMatch(finding -> finding.found().contains("\"no-ai\""));
  }

  @Test
  void directivesThatOthersDoNotUnderstandAreFound() {
    String html = "<html><meta name=robots content='noai; noindex'></html>";
    assertThat(answer("https://a.test/", 200, "text/html", html))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.found()).isEqualTo("meta robots \"noai; noindex\"");
              assertThat(finding.cure()).isEqualTo("write it as noai, noindex");
            });
    LintSubject header =
        new LintSubject(
            "https://a.test/x",
            200,
            "text/plain",
            List.of(Map.entry("X-Robots-Tag", "\"noai\"")),
            new byte[0]);
    assertThat(RightsLint.lint(header))
        .anyMatch(finding -> finding.leadsTo().contains("quotes are part of none"));
  }

  @Test
  void conflictsAcrossFilesAreTold() {
    List<LintFinding> findings =
        RightsLint.lint(
            List.of(
                LintSubject.ofFile(
                    "robots.txt", "User-agent: *\nContent-Usage: train-ai=y\n".getBytes(UTF_8)),
                new LintSubject(
                    "https://a.test/",
                    200,
                    "text/html",
                    List.of(Map.entry("tdm-reservation", "1")),
                    "<html></html>".getBytes(UTF_8))),
            "estover");
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.found())
                    .isEqualTo(
                        "tdmrep denies ai-train (tdm-reservation 1), aipref permits it (robots.txt"
                            + " line 2, group *: train-ai=y)"))
        .satisfies(finding -> assertThat(finding.leadsTo()).contains("ai-train is denied"));
  }

  /** Whatever the bytes are, something is said and nothing is thrown. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedFilesDoNoHarm(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> names = List.of("robots.txt", "tdmrep.json", "ai.txt", "license.xml", "page.html");
    String good =
        "User-agent: *\nContent-Usage: /a train-ai=n;x=\"y\"\nLicense: /l\n"
            + "[{\"location\": \"/\", \"tdm-reservation\": 1}]"
            + "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\"><license>"
            + "<permits>ai-train</permits></license></content></rsl>"
            + "<html><meta name=tdm-reservation content=1><script type=application/ld+json>"
            + "{\"license\": [\"x\"]}</script>";
    for (int i = 0; i < 300; i++) {
      byte[] bytes = good.substring(random.nextInt(good.length())).getBytes(UTF_8);
      for (int j = random.nextInt(8); j > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      List<LintSubject> subjects = new ArrayList<>();
      names.forEach(name -> subjects.add(LintSubject.ofFile(name, bytes)));
      assertThat(RightsLint.lint(subjects, "estover")).isNotNull();
    }
  }
}
