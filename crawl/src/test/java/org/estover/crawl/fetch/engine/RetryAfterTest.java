package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3000", "' 120 ', 120000", "86400, 86400000"})
  void secondsAreSeconds(String value, long millis) {
    assertThat(RetryAfter.millis(value, NOW)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeDatesOfHttpAreRead(String value) {
    assertThat(RetryAfter.millis(value, NOW)).hasValue(7000);
  }

  @Test
  void dateThatHasPassedAsksForNoWait() {
    assertThat(RetryAfter.millis("Sun, 06 Nov 1994 08:00:00 GMT", NOW)).hasValue(0);
  }

  @Test
  void numberBeyondAllNumbersIsForEver() {
    assertThat(RetryAfter.millis("999999999999999999999", NOW)).hasValue(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "Sun, 06 Nov"})
  void whatIsNeitherSaysNothing(String value) {
    assertThat(RetryAfter.millis(value, NOW)).isEmpty();
  }
}
