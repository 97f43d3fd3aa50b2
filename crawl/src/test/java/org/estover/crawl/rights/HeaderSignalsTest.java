package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeaderSignalsTest {
  private static Declarations read(String... namesAndValues) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
    }
    return HeaderSignals.read(
        fields, "estover", target -> target.startsWith("/") ? "https://a.test" + target : target);
  }

  private static String verdict(Declarations declarations) {
    return Resolution.resolve(declarations.signals(), Use.AI_TRAIN).name();
  }

  @Test
  void repeatedContentUsageIsOneDictionary() {
    assertThat(read("Content-Usage", "search=y", "content-usage", "train-ai=n").signals())
        .containsExactly(new ContentUsage("header", "", "search=y, train-ai=n"));
  }

  @Test
  void noNumberOfOtherLinksHidesAnRslDocument() {
    String open = "<https://opensource.org/licenses/MIT>; rel=license, ";
    String closed = "</rsl.xml>; rel=license; type=\"application/rsl+xml\"";
    Declarations found = read("Link", open.repeat(100) + closed);
    assertThat(found.documents())
        .containsExactly(new RslPointer("header", "https://a.test/rsl.xml"));
    assertThat(found.signals()).hasSize(64);
  }

  @Test
  void tdmHeadersMakeOneReservation() {
    assertThat(read("TDM-Reservation", "1", "tdm-policy", "https://p.test/x").signals())
        .containsExactly(new TdmReservation("header", "1", "https://p.test/x"));
  }

  @Test
  void directivesForOtherBotsDoNotBind() {
    assertThat(verdict(read("X-Robots-Tag", "otherbot: noindex, noai"))).isEqualTo("unknown");
    assertThat(verdict(read("X-Robots-Tag", "otherbot: noindex, estover: noai")))
        .isEqualTo("denied");
    assertThat(verdict(read("X-Robots-Tag", "Estover: noai"))).isEqualTo("denied");
  }

  @Test
  void eachRobotsHeaderBeginsUnscoped() {
    assertThat(verdict(read("X-Robots-Tag", "otherbot: noindex", "X-Robots-Tag", "NoAI")))
        .isEqualTo("denied");
    assertThat(verdict(read("X-Robots-Tag", "unavailable_after: 25 Jun 2027, noml")))
        .isEqualTo("denied");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "unavailable_after: Wed, 03 Dec 2030 13:09:53 GMT, noai; denied",
        "unavailable_after: 25 Jun 2010, 15:00:00 PST, noai; denied",
        "my bot: noindex, noai; denied",
        "noai: yes; denied",
        "max-snippet: 20, noml; denied",
        "*: noai; denied",
        "googlebot: noindex, *: noai; denied",
        "googlebot: noindex; unknown",
        "googlebot: noai; unknown",
        "otherbot: unavailable_after: 25 Jun 2010 15:00:00 PST, noai; unknown",
        "otherbot: unavailable_after: Wed, 03 Dec 2030 13:09:53 GMT, noai; unknown",
        "other_bot-2: noai; unknown",
      })
  void onlyAnAgentsNameScopesDirectives(String value, String verdict) {
    assertThat(verdict(read("X-Robots-Tag", value))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NOAI;noindex | noai,noindex",
        "\"noai\" | noai",
        "'noai' | noai",
        "\u201cnoai\u201d | noai",
        "\"noai, noimageai\" | noai,noimageai",
        "noai; noimageai; noindex | noai,noimageai,noindex",
        "noindex noai | noindex,noai",
        "index; \"noai\" | noai",
        "estover: noai; noml | noai,noml",
        "\"estover\": noai | noai",
        "estover: \"noai\" | noai",
        "max-snippet: 20; noai | noai",
        "noai;noindex, noarchive | noarchive,noai,noindex",
        "noai; unavailable_after: Wed, 03 Dec 2030 13:09:53 GMT | noai",
      })
  void directivesThatAreNotWrittenByTheRulesAreRead(String value, String directives) {
    assertThat(read("X-Robots-Tag", value).signals())
        .singleElement()
        .isInstanceOfSatisfying(
            RobotsMeta.class,
            meta -> assertThat(String.join(",", meta.directives())).isEqualTo(directives));
  }

  /** Whom they address is read as well, but never so that something said to everybody is lost. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "otherbot: noai; noindex | unknown",
        "\"otherbot\": noai | unknown",
        "otherbot: \"noai\" | unknown",
        "max-snippet: 20; otherbot: noai | unknown",
        "noindex; otherbot: x, noai | denied",
        "\"otherbot: x\", noai | denied",
        "otherbot: noindex; *: noai | denied",
        "otherbot: noindex; estover: noai | denied",
      })
  void directivesThatAreNotWrittenByTheRulesTakeNoneAway(String value, String verdict) {
    assertThat(verdict(read("X-Robots-Tag", value))).isEqualTo(verdict);
  }

  @Test
  void aFieldThatIsWrittenByTheRulesSaysNoMore() {
    String field = "noai, unavailable_after: 25 Jun 2010 15:00:00 PST, max-snippet: 20";
    assertThat(read("X-Robots-Tag", field).signals())
        .containsExactly(
            new RobotsMeta(
                "header",
                "*",
                List.of("noai", "unavailable_after: 25 jun 2010 15:00:00 pst", "max-snippet: 20")));
  }

  @Test
  void linksAreNotFollowedWhateverSeparates() {
    Map.Entry<String, String> field = Map.entry("X-Robots-Tag", "noarchive; \"nofollow\"");
    assertThat(HeaderSignals.forbidFollowing(List.of(field), "estover")).isTrue();
  }

  @Test
  void licenseLinkIsALicenseAndATypedOneIsRsl() {
    Declarations declarations =
        read(
            "Link",
            "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\", </l.xml>;"
                + " rel=\"license\"; type=\"application/rsl+xml\", </next>; rel=next");
    assertThat(declarations.signals())
        .containsExactly(
            new LicenseLink("header", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"));
    assertThat(declarations.documents())
        .containsExactly(new RslPointer("header", "https://a.test/l.xml"));
  }

  @Test
  void repeatedReservationsStandTogether() {
    assertThat(verdict(read("tdm-reservation", "1", "TDM-Reservation", "1"))).isEqualTo("denied");
    assertThat(verdict(read("tdm-reservation", "1, 0"))).isEqualTo("denied");
    assertThat(verdict(read("tdm-reservation", "0", "tdm-reservation", "0"))).isEqualTo("allowed");
    assertThat(verdict(read("tdm-reservation", "2"))).isEqualTo("unknown");
    assertThat(
            read(
                    "tdm-reservation", "1",
                    "tdm-policy", "https://p.test/x",
                    "tdm-policy", "https://p.test/x")
                .signals())
        .containsExactly(new TdmReservation("header", "1", "https://p.test/x"));
  }

  @Test
  void refusedAccessIsRecordedWithItsQuote() {
    List<Map.Entry<String, String>> fields =
        List.of(
            Map.entry("Crawler-Price", "USD 0.01"),
            Map.entry("WWW-Authenticate", "License error=\"invalid_token\""),
            Map.entry("WWW-Authenticate", "Basic realm=x"));
    assertThat(HeaderSignals.access(402, fields).signals())
        .containsExactly(
            new AccessStatus(
                "http",
                402,
                "crawler-price: USD 0.01; www-authenticate: License error=\"invalid_token\""));
    assertThat(HeaderSignals.access(200, fields)).isEqualTo(Declarations.NONE);
    assertThat(HeaderSignals.access(404, fields)).isEqualTo(Declarations.NONE);
  }

  @Test
  void aLinkAboutSomethingElseLicensesThat() {
    assertThat(read("Link", "<https://mit.test/>; rel=license; anchor=\"/img.png\"").signals())
        .singleElement()
        .satisfies(
            signal ->
                assertThat(((LicenseLink) signal).scope()).isEqualTo("https://a.test/img.png"));
  }
}
