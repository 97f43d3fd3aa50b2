package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RightsSignalTest {
  static Stream<RightsSignal> signals() {
    return Stream.of(
        new RobotsRules("robots.txt", "estover", false),
        new RobotsRules("robots.txt:3[*]", "estover", true, "Allow: /a b"),
        new AiTokens("robots.txt:9", List.of("GPTBot", "CCBot")),
        new AiTxt("ai.txt:2[*]", "*.html", false),
        new AccessStatus("http", 402, "crawler-price: USD 0.01"),
        new DescribedTerms("json-ld", new TreeMap<>(Map.of("usageInfo", "https://a.test/t"))),
        new LicenseLink("anchor", "https://a.test/", "MIT", "figure"),
        new RslLicense(
            "header",
            "https://a.test/l.xml",
            Map.of(
                Use.AI_TRAIN, new RslLicense.Answer(Stance.DENIES, "ai-train is prohibited"),
                Use.SEARCH, new RslLicense.Answer(Stance.PERMITS, "free"))),
        new ContentUsage("robots.txt:4", "/ai-ok/", "train-ai=y, search=n;a=\"x y\""),
        new ContentUsage("header", "", "100% \u00e9\u4e2d"),
        new ContentSignal("robots.txt:2", "search=yes,ai-train=no"),
        new TdmReservation("tdmrep.json", "1", "https://p.test/policy.json?a=b c"),
        new RslLicense("header", "https://a.test/l.xml", Stance.OFFERS, "training USD 0.015"),
        new RobotsMeta("meta", "*", List.of("noai", "noimageai")),
        new LicenseLink("link", "https://mit.test/", "MIT OR Apache-2.0"));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void canonicalLineReadsBack(RightsSignal signal) {
    assertThat(signal.canonical()).doesNotContain("\n").startsWith(signal.protocol() + " ");
    assertThat(RightsSignal.parse(signal.canonical())).isEqualTo(signal);
  }

  /** Lines of runs of earlier versions, which knew training only. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rfc9309 robots.txt agent=estover allowed=true | SILENT
          aipref robots.txt:4 path=/ai-ok/ value=train-ai=y | PERMITS
          content-signal robots.txt:2 value=search=yes,ai-train=no | DENIES
          tdmrep header reservation=1 policy= | DENIES
          rsl robots.txt:7 document=https://a.test/l.xml training=offers terms=training%20USD%201 | OFFERS
          robots-meta meta agent=* directives=noai,noimageai | DENIES
          license-link link url=https://mit.test/ license=MIT | PERMITS
          """)
  void lineOfAnEarlierVersionIsRead(String line, Stance training) {
    RightsSignal signal = RightsSignal.parse(line);
    assertThat(signal.stance(Use.AI_TRAIN)).isEqualTo(training);
    assertThat(signal.canonical()).isEqualTo(line);
  }

  @Test
  void foreignLineIsRefused() {
    assertThatThrownBy(() -> RightsSignal.parse("smoke header value=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a known protocol");
  }
}
