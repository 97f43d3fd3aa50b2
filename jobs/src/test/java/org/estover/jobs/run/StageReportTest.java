package org.estover.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StageReportTest {
  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void partsAddUpToTheWholeInAnyOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StageReport a = part(random);
    StageReport b = part(random);
    StageReport c = part(random);
    assertThat(a.merge(b).merge(c)).isEqualTo(c.merge(a.merge(b)));
    assertThat(a.merge(b).merge(c).requireBalanced().unit("documents").in())
        .isEqualTo(a.unit("documents").in() + b.unit("documents").in() + c.unit("documents").in());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void jsonGivesTheReportBack(long seed) throws IOException {
    StageReport report = part(new SplittableRandom(seed)).took(new StageCost(12, 7, 99));
    assertThat(report.warnings()).isNotEmpty();
    byte[] json = report.toJson().getBytes(UTF_8);
    assertThat(StageReport.fromJson(StageName.FILTER, Path.of("03-filter/report.json"), json))
        .isEqualTo(report);
  }

  @Test
  void everyLostUnitIsFound() {
    for (StageReport.Tally tally :
        new StageReport.Tally[] {
          whole().in("documents", 1),
          whole().expanded("bytes", 1),
          whole().out("documents", 1),
          whole().dropped("size", "bytes", 1),
          whole().aside("no-text", "documents", 1)
        }) {
      assertThatThrownBy(() -> tally.report().requireBalanced())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("does not balance");
    }
    assertThat(whole().report().requireBalanced().hasDamagedInput()).isFalse();
  }

  @Test
  void reportsOfTwoStagesDoNotMix() {
    StageReport crawl = StageReport.empty(StageName.CRAWL);
    assertThatThrownBy(() -> crawl.merge(StageReport.empty(StageName.FILTER)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReportTravelsBetweenProcesses() throws IOException, ClassNotFoundException {
    StageReport report = part(new SplittableRandom(1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(report);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(report);
    }
  }

  private static StageReport.Tally whole() {
    return new StageReport.Tally(StageName.FILTER)
        .in("documents", 3)
        .out("documents", 2)
        .dropped("size", "documents", 1)
        .in("bytes", 5)
        .out("bytes", 5);
  }

  private static StageReport part(SplittableRandom random) {
    StageReport.Tally tally = new StageReport.Tally(StageName.FILTER);
    for (int i = 0; i < 50; i++) {
      int size = random.nextInt(100);
      tally.in("documents", 1).in("bytes", size);
      String class_ = "rule-" + random.nextInt(3);
      if (random.nextInt(3) == 0) {
        tally.dropped(class_, "documents", 1).dropped(class_, "bytes", size);
      } else if (random.nextInt(5) == 0) {
        tally.aside(class_, "documents", 1).aside(class_, "bytes", size).warn(class_);
      } else {
        tally.out("documents", 1).out("bytes", size);
      }
    }
    return tally.report();
  }
}
