package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.RangeServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The full size, over HTTP; {@code infra/checks/reconstruct} measures memory and CPU as well. */
final class PythiaSizeTest {
  private static final BatchPlan PLAN = new BatchPlan(1024);
  private static final int MOST_REQUESTS = 8;
  private static final long MOST_BYTES = 20_000_000;

  @TempDir Path folder;

  static LongStream steps() {
    long random = new SplittableRandom(Long.getLong("seed", 7)).nextLong(143_000);
    return LongStream.of(0, random, 142_999);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aColdStepTakesFewRequestsAndBytes(long step) throws IOException {
    PythiaSize size = new PythiaSize(folder);
    try (RangeServer server = RangeServer.of(size);
        Reconstruct release = Reconstruct.open(server.place())) {
      assertThat(release.steps(PLAN)).isEqualTo(143_000);
      AtomicLong next = new AtomicLong(step * PLAN.sequencesPerStep());
      release.batch(
          step,
          PLAN,
          MicroBatch.WHOLE,
          sequence -> {
            long position = next.getAndIncrement();
            assertThat(sequence.placed()).isEqualTo(size.placed(position));
            assertThat(sequence.tokens()).isEqualTo(size.tokens(position));
            assertThat(sequence.spans()).isEqualTo(size.spans(position));
          });
      assertThat(next.get()).isEqualTo((step + 1) * PLAN.sequencesPerStep());
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(server.bytes()).isLessThan(MOST_BYTES);
    }
  }
}
