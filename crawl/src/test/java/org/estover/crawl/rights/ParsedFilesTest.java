package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParsedFilesTest {
  private static final byte[] ROBOTS = "User-agent: *\nDisallow: /x\n".getBytes(UTF_8);

  @Test
  void equalFilesAreParsedOnce() {
    ParsedFiles files = new ParsedFiles("estover", 1 << 20);
    assertThat(files.robots(200, ROBOTS.clone())).isSameAs(files.robots(200, ROBOTS));
    assertThat(files.robots(503, ROBOTS).allows("https://a.test/y")).isFalse();
    assertThat(files.license(ROBOTS).defect()).isNotEmpty();
    assertThat(files.trainingRules(200, ROBOTS).reservation("https://a.test/x")).isPresent();
    assertThat(files.reservations(200, ROBOTS).reservation("https://a.test/x")).isEmpty();
  }

  @Test
  void whatIsHeldIsBounded() {
    ParsedFiles files = new ParsedFiles("estover", 10 * 1024);
    RobotsFile first = files.robots(200, ROBOTS);
    for (int i = 0; i < 100; i++) {
      files.robots(200, ("User-agent: *\nDisallow: /" + i).getBytes(UTF_8));
    }
    assertThat(files.count()).isBetween(1, 10);
    assertThat(files.robots(200, ROBOTS)).isNotSameAs(first);
    assertThat(files.robots(200, new byte[100_000]).allows("https://a.test/")).isTrue();
    assertThat(files.count()).isLessThanOrEqualTo(10);
  }
}
