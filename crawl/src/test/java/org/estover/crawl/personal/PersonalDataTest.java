package org.estover.crawl.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDataTest {
  private static final PersonalScores TUNED =
      PersonalScores.of(PersonalCase.read(PersonalCase.TUNED), false);
  private static final PersonalScores HELD =
      PersonalScores.of(PersonalCase.read(PersonalCase.HELD), false);

  private static PersonalData all() {
    return new PersonalData(EnumSet.allOf(PersonalKind.class), Set.of("US", "DE"));
  }

  @ParameterizedTest
  @EnumSource(PersonalKind.class)
  void findsWhatTheCasesHoldAndNothingElse(PersonalKind kind) {
    assertThat(TUNED.precision(kind)).as(TUNED.table()).isGreaterThan(0.97);
    assertThat(TUNED.recall(kind)).as(TUNED.table()).isGreaterThan(0.97);
  }

  @ParameterizedTest
  @EnumSource(PersonalKind.class)
  void findsWhatCasesHoldOnWhichNothingWasTuned(PersonalKind kind) {
    assertThat(HELD.precision(kind)).as(HELD.table()).isGreaterThan(0.9);
    assertThat(HELD.recall(kind)).as(HELD.table()).isGreaterThan(0.9);
  }

  @Test
  void whatIsReplacedIsNeverFoundAgain() {
    for (String file : List.of(PersonalCase.TUNED, PersonalCase.HELD)) {
      for (PersonalCase each : PersonalCase.read(file)) {
        String replaced = PersonalData.replace(each.text(), each.found());
        PersonalData same = new PersonalData(EnumSet.allOf(PersonalKind.class), each.regions());
        assertThat(same.find(replaced)).as(replaced).isEmpty();
      }
    }
  }

  @Test
  void everyPlaceholderIsOfItsForm() {
    String text = "a bob@quendel.org b 8.8.8.8 c 2606:4700:4700::1111 d";
    assertThat(PersonalData.replace(text, all().find(text)))
        .isEqualTo("a email@example.com b 192.0.2.1 c 2001:db8::1 d");
  }

  @Test
  void findsOnlyTheKindsThatAreAskedFor() {
    String text = "bob@quendel.org 8.8.8.8 +49 30 23125 146";
    PersonalData ips = new PersonalData(EnumSet.of(PersonalKind.IP), Set.of());
    assertThat(ips.find(text)).extracting(PersonalSpan::kind).containsExactly(PersonalKind.IP);
    assertThat(new PersonalData(Set.of(), Set.of()).find(text)).isEmpty();
  }

  @Test
  void aNameTellsAllThatDecides() {
    assertThat(new PersonalData(EnumSet.of(PersonalKind.IP), Set.of()).name())
        .isEqualTo("personal-data v1 ranges-2026-11 ip");
    assertThat(all().name())
        .startsWith("personal-data v1 domains-")
        .contains(" phones-")
        .endsWith(" email,ip,phone,iban,card,national-id DE,US");
  }

  @Test
  void theVersionsOfListsAreThoseOfTheLibraries() throws IOException {
    assertThat(version("com.github.crawler-commons/crawler-commons"))
        .isEqualTo(TopLevelDomains.VERSION);
    assertThat(version("com.googlecode.libphonenumber/libphonenumber"))
        .isEqualTo(PhoneNumbers.VERSION);
  }

  private static String version(String artifact) throws IOException {
    String file = "/META-INF/maven/" + artifact + "/pom.properties";
    try (InputStream in = PersonalData.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, file));
      return properties.getProperty("version");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.a.a.@",
        "@",
        "a@",
        "a@b.",
        "7",
        "1.",
        "1.2.3.4.",
        "1:",
        "::",
        "ffff:",
        "+1 ",
        "(1) ",
        "+1-",
        "1 ",
        "DE89 ",
        "4111-",
        "\"@",
        "a+b=c@",
        "\u4e2d@\u4e2d.",
        "%40a@",
        "=@",
        "\ud83d"
      })
  void aMegabyteOfAnythingTakesNoTime(String unit) {
    String text = unit.repeat((1 << 20) / unit.length());
    List<PersonalSpan> found =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> all().find(text));
    assertThat(found).isSortedAccordingTo((a, b) -> Integer.compare(a.end(), b.start() + 1));
  }

  @Test
  void spansAreInOrderAndDoNotOverlap() {
    String text =
        PersonalCase.read(PersonalCase.TUNED).stream()
            .map(PersonalCase::text)
            .collect(Collectors.joining(" "));
    int last = 0;
    for (PersonalSpan span : all().find(text)) {
      assertThat(span.start()).isGreaterThanOrEqualTo(last);
      assertThat(span.end()).isGreaterThan(span.start());
      last = span.end();
    }
    assertThat(last).isPositive();
  }

  @Test
  void refusesRegionsThatHaveNoPlanOfNumbers() {
    assertThatThrownBy(() -> new PersonalData(Set.of(), Set.of("XX")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"XX\"");
  }
}
