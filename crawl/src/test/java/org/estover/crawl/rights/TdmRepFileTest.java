package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TdmRepFileTest {
  private static final TdmRepFile FILE =
      TdmRepFile.parse(
          """
          [{"location": "/free/*.html$", "tdm-reservation": 0},
           {"location": "/paid/", "tdm-reservation": 1, "tdm-policy": "https://p.test/x.json"},
           {"location": "/", "tdm-reservation": "1", "extra": {"a": [1]}}]
          """
              .getBytes(UTF_8));

  private static String reservation(String path) {
    return FILE.reservation("https://a.test" + path).map(TdmReservation::canonical).orElse("");
  }

  @Test
  void firstMatchingRuleHolds() {
    assertThat(reservation("/free/a.html")).contains("reservation=0");
    assertThat(reservation("/free/a.html?x")).contains("reservation=1");
    assertThat(reservation("/paid/a")).contains("policy=https://p.test/x.json");
    assertThat(reservation("/other")).contains("reservation=1").contains("policy=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1]", "[{\"location\": \"/\"", "not json", "[[["})
  void malformedFilesStateNothing(String json) {
    assertThat(TdmRepFile.parse(json.getBytes(UTF_8)).reservation("https://a.test/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"location\": \"/\", \"tdm-reservation\": 1,}]",
        "[{\"location\": \"/\", \"tdm-reservation\": 1},]",
        "[/* ours */ {\"location\": \"/\", \"tdm-reservation\": 1}]",
        "[{\"location\": \"/\", \"tdm-reservation\": 1}, {\"loc"
      })
  void slipsOfThePenDoNotLoseReservations(String json) {
    assertThat(TdmRepFile.parse(json.getBytes(UTF_8)).reservation("https://a.test/"))
        .hasValueSatisfying(
            found -> assertThat(found.stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES));
  }

  @Test
  void whatTheFirstBytesDoNotCoverIsReserved() {
    String first = "[{\"location\": \"/free/\", \"tdm-reservation\": 0}";
    String rest = ",{\"location\": \"/x/\", \"tdm-reservation\": 0}".repeat(13_000) + "]";
    TdmRepFile file = TdmRepFile.parse((first + rest).getBytes(UTF_8));
    assertThat(file.reservation("https://a.test/free/1"))
        .hasValueSatisfying(
            found -> assertThat(found.stance(Use.AI_TRAIN)).isEqualTo(Stance.PERMITS));
    assertThat(file.reservation("https://a.test/other"))
        .hasValueSatisfying(
            found -> assertThat(found.stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES));
  }
}
