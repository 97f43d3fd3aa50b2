package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class MeteredStreamTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(60_000, 1 << 20, 1 << 20, 200, 64, 1 << 16, 100);

  /** A clock that goes on by a second at each look. */
  private static final class Seconds extends Clock {
    private long millis;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      millis += 1000;
      return Instant.ofEpochMilli(millis);
    }
  }

  private static int readAll(int bytesAtOnce) throws IOException {
    InputStream slow =
        new MeteredStream(new ByteArrayInputStream(new byte[2000]), LIMITS, new Seconds());
    int count = 0;
    for (int read = 0; read >= 0; read = slow.read(new byte[bytesAtOnce])) {
      count += read;
    }
    return count;
  }

  @Test
  void answerThatDripsEndsAfterTheGrace() {
    assertThatThrownBy(() -> readAll(1))
        .isInstanceOfSatisfying(
            FetchFailure.class, e -> assertThat(e.outcome()).isEqualTo("too-slow"))
        .hasMessageContaining("12 bytes in 11 s");
  }

  @Test
  void answerThatIsFastEnoughGoesOn() throws IOException {
    assertThat(readAll(100)).isEqualTo(2000);
  }
}
