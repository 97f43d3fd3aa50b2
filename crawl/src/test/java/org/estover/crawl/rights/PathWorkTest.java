package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Files that are made to be expensive, and those that only are long. */
final class PathWorkTest {
  private static final int RADIX = 26;

  /** A word of three characters for each number below 17,576. */
  private static String word(int number) {
    return String.format(Locale.ROOT, "%3s", Integer.toString(number, RADIX)).replace(' ', '_');
  }

  private static String url(int words) {
    StringBuilder url = new StringBuilder("http://a.test/");
    for (int i = 0; i < words; i++) {
      url.append(word(i)).append('/');
    }
    return url.toString();
  }

  private static byte[] file(String line, int count, String end) {
    StringBuilder file = new StringBuilder("User-agent: *\n");
    for (int i = 0; i < count; i++) {
      file.append(String.format(line, word(i))).append('\n');
    }
    return file.append(end).toString().getBytes(UTF_8);
  }

  /** Each pattern holds a word of the path, and fails at its end only. */
  @Test
  void patternsThatNearlyMatchALongPathAreTakenForAMatch() {
    RobotsFile robots = RobotsFile.parse(file("Allow: /*%s*zz", 17_000, "Allow: /\n"), "estover");
    String url = url(4000);
    assertThat(robots.allows(url)).isFalse();
    assertThat(robots.declarations(url).signals())
        .singleElement()
        .isInstanceOfSatisfying(
            RobotsRules.class,
            rules -> {
              assertThat(rules.allowed()).isFalse();
              assertThat(rules.words()).isEqualTo(PathWork.TOO_MUCH);
              assertThat(RightsSignal.parse(rules.canonical())).isEqualTo(rules);
            });
    assertThat(robots.allows(url(20))).as("a path of the usual length").isTrue();
    assertThat(robots.allows("http://a.test/robots.txt")).isTrue();
  }

  @Test
  void preferencesThatNearlyMatchALongPathAreTakenForADenial() {
    RobotsFile robots =
        RobotsFile.parse(
            file("Content-Usage: /*%s*zz train-ai=y", 12_000, "Allow: /\n"), "estover");
    assertThat(Resolution.resolve(robots.declarations(url(4000)).signals(), Use.CRAWL).name())
        .isEqualTo("denied");
    assertThat(Resolution.resolve(robots.declarations(url(20)).signals(), Use.CRAWL).name())
        .isEqualTo("allowed");
  }

  @Test
  void linesOfAiTxtThatNearlyMatchALongPathReserveIt() {
    AiTxtFile file = AiTxtFile.parse(file("Allow: /*%s*zz", 17_000, "Allow: /\n"), "estover");
    assertThat(file.reservation(url(4000)).map(AiTxt::rule)).hasValue(PathWork.TOO_MUCH);
    assertThat(file.reservation(url(20))).isEmpty();
  }

  /** As many patterns as the longest files that are known have, all tried, on a long path. */
  @Test
  void longFileIsLookedThroughToItsEnd() {
    String end = "Disallow: /*" + word(499) + "/$\n";
    RobotsFile robots = RobotsFile.parse(file("Allow: /*%s*zz", 1000, end), "estover");
    assertThat(robots.allows(url(499))).isTrue();
    assertThat(robots.allows(url(500))).isFalse();
    assertThat(robots.declarations(url(500)).signals())
        .first()
        .extracting(signal -> ((RobotsRules) signal).words())
        .isNotEqualTo(PathWork.TOO_MUCH);
  }
}
