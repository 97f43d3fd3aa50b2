package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void aTerminalShowsRateAndTimeLeft() {
    try (Progress.Bar bar = progress(true).start(StageName.FILTER, "documents", 400)) {
      clock.addAndGet(2 * SECOND);
      bar.advance(100);
      assertThat(text())
          .contains(
              "\r03-filter   [======                  ] 100/400 documents, 50/s, 2.0 s, 6 s left");
    }
    assertThat(text()).endsWith("\n");
  }

  @Test
  void elsewhereALineAppearsEveryFewSeconds() {
    try (Progress.Bar bar = progress(false).start(StageName.CRAWL, "pages", 0)) {
      for (int i = 0; i < 12; i++) {
        clock.addAndGet(SECOND);
        bar.advance(10);
      }
    }
    assertThat(text().lines())
        .containsExactly(
            "01-crawl    50 pages, 10/s, 5.0 s",
            "01-crawl    100 pages, 10/s, 10.0 s",
            "01-crawl    120 pages, 10/s, 12.0 s");
  }

  @Test
  void theFullBarIsOneLine() {
    try (Progress.Bar bar = progress(false).start(StageName.EXTRACT, "bytes", 100)) {
      for (int i = 0; i < 3; i++) {
        clock.addAndGet(6 * SECOND);
        bar.advanceTo(100);
      }
    }
    assertThat(text().lines())
        .containsExactly("02-extract  [========================] 100/100 bytes, 6/s, 18.0 s");
  }

  @Test
  void silenceIsSilent() {
    try (Progress.Bar bar = Progress.silent().start(StageName.CRAWL, "pages", 10)) {
      bar.advanceTo(10);
    }
    assertThat(text()).isEmpty();
  }

  private Progress progress(boolean terminal) {
    PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
    return Progress.on(stream, terminal, clock::get);
  }

  private String text() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
