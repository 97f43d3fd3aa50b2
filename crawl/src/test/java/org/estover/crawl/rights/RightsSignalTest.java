package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RightsSignalTest {
  static Stream<RightsSignal> signals() {
    return Stream.of(
        new RobotsRules("robots.txt", "estover", false),
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

  @Test
  void foreignLineIsRefused() {
    assertThatThrownBy(() -> RightsSignal.parse("smoke header value=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a known protocol");
  }
}
