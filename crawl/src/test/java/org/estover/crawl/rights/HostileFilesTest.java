package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files that are made to be slow or large: each is read, and a page decided, in bounded time. */
final class HostileFilesTest {
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  private static void inTime(Runnable work) {
    Assertions.assertTimeoutPreemptively(ENOUGH, work::run);
  }

  private static void robots(String text) {
    inTime(
        () -> {
          RobotsFile file = RobotsFile.parse(text.getBytes(UTF_8), "estover");
          String url = "https://a.test/" + "a".repeat(2000) + "/" + "ab".repeat(1000);
          for (int i = 0; i < 3; i++) {
            assertThat(file.declarations(url).signals()).isNotEmpty();
          }
        });
  }

  @Test
  void aPatternOfManyStars() {
    robots("User-agent: *\nDisallow: /" + "*a".repeat(200_000) + "b$\n");
  }

  @Test
  void aLongPieceThatAlmostMatchesEverywhere() {
    robots("User-agent: *\nDisallow: /*" + "a".repeat(1900) + "b\n");
  }

  @Test
  void manyPatternsWithStars() {
    robots("User-agent: *\n" + "Disallow: *aab*b$\n".repeat(26_000));
  }

  @Test
  void manyAgentsBeforeManyRules() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16_000; i++) {
      text.append("User-agent: b").append("x".repeat(i % 7)).append('\n');
    }
    AiAgent.all().forEach(agent -> text.append("User-agent: " + agent.token() + "\n"));
    text.append("User-agent: *\n").append("Allow:/*q\n".repeat(20_000));
    robots(text.toString());
  }

  @Test
  void manyDistinctPrefixes() {
    StringBuilder text = new StringBuilder("User-agent: *\n");
    for (int i = 0; text.length() < RobotsFile.MAX_BYTES; i++) {
      text.append("Disallow:/").append(Integer.toString(i, 36)).append('\n');
    }
    robots(text.toString());
  }

  @Test
  void manyPreferences() {
    robots("User-agent: *\n" + "Content-Usage: /*a*a*b train-ai=n\n".repeat(15_000));
  }

  @Test
  void aTdmrepOfManyRules() {
    String rule = "{\"location\":\"/*a*b*c\",\"tdm-reservation\":0},";
    byte[] json = ("[" + rule.repeat(11_000)).getBytes(UTF_8);
    inTime(
        () -> {
          TdmRepFile file = TdmRepFile.parse(json);
          assertThat(file.reservation("https://a.test/" + "ab".repeat(4000))).isEmpty();
        });
  }

  @Test
  void anRslDocumentOfManyElements() {
    String content = "<content url='/*a*b'><license><permits>all</permits></license></content>";
    String xml = "<rsl xmlns='https://rslstandard.org/rsl'>" + content.repeat(3500) + "</rsl>";
    inTime(
        () -> {
          RslDocument document = RslDocument.parse(xml.getBytes(UTF_8));
          String page = "https://a.test/" + "ab".repeat(4000);
          assertThat(document.license("header", "https://a.test/l.xml", page).stance(Use.AI_TRAIN))
              .isEqualTo(Stance.PERMITS);
        });
  }

  @Test
  void headersOfManyMembers() {
    List<Map.Entry<String, String>> fields =
        List.of(
            Map.entry("Content-Usage", "a=(" + "1 ".repeat(200_000)),
            Map.entry("X-Robots-Tag", "b: noai,".repeat(100_000)),
            Map.entry("tdm-reservation", "1,".repeat(100_000)),
            Map.entry("Link", "<https://a.test/>;rel=license,".repeat(30_000)),
            Map.entry("Link", "<".repeat(60_000)));
    inTime(
        () ->
            assertThat(HeaderSignals.read(fields, "estover", link -> link).signals().size())
                .isLessThan(200));
  }

  @Test
  void aPageOfManyDeclarations() {
    String html =
        "<a rel=license href=https://a.test/l>x</a>".repeat(20_000)
            + "<div>".repeat(5_000)
            + "<script type=application/rsl+xml><rsl/></script>".repeat(2_000)
            + "<script type=application/ld+json>{\"license\": \"x\"}</script>".repeat(5_000);
    inTime(
        () ->
            assertThat(
                    HtmlSignals.read(Jsoup.parse(html), "https://a.test/p", "estover", link -> link)
                        .signals()
                        .size())
                .isLessThan(200));
  }
}
