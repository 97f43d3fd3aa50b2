package org.estover.licensing.portal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RangePlanTest {
  private static final String TAG = "\"ab\"";

  private static RangePlan plan(String range, long size) {
    return RangePlan.of(new RangePlan.Conditions("", "", "", range), size, TAG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0|206|0|1",
        "bytes=0-|206|0|10",
        "bytes=9-|206|9|10",
        "bytes=2-4|206|2|5",
        "bytes=2-400|206|2|10",
        "bytes=-3|206|7|10",
        "bytes=-30|206|0|10",
        "Bytes=1-2|206|1|3",
        "bytes= 1-2 ,|206|1|3",
        "bytes=10-|416|0|0",
        "bytes=-0|416|0|0",
        "bytes=99999999999999999999999-|416|0|0",
        "bytes=0-99999999999999999999999|206|0|10",
        "bytes=0-1,3-4|416|0|0",
        "bytes=4-2|200|0|10",
        "bytes=-|200|0|10",
        "bytes=|200|0|10",
        "bytes=a-b|200|0|10",
        "bytes=1-2,x|200|0|10",
        "bytes 1-2|200|0|10",
        "lines=1-2|200|0|10",
      })
  void oneRangeIsAPartAndWhatIsNoRangeIsIgnored(String range, int status, long from, long to) {
    assertThat(plan(range, 10)).isEqualTo(new RangePlan(status, new ByteRange(from, to)));
  }

  @Test
  void anyRangeIsTheBytesThatCountingOneByOneGives() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 5_000; i++) {
      int size = random.nextInt(12);
      String first = random.nextInt(4) == 0 ? "" : "" + random.nextInt(14);
      String last = random.nextInt(4) == 0 ? "" : "" + random.nextInt(14);
      RangePlan plan = plan("bytes=" + first + "-" + last, size);
      List<Long> sent = new ArrayList<>();
      for (long at = plan.part().from(); at < plan.part().to(); at++) {
        sent.add(at);
      }
      assertThat(sent)
          .as(first + "-" + last + " of " + size)
          .isEqualTo(expected(first, last, size));
      assertThat(plan.delivers()).isEqualTo(plan.status() == 200 || !sent.isEmpty());
    }
  }

  /** RFC 9110, section 14.1.2, a byte at a time. */
  private static List<Long> expected(String first, String last, int size) {
    boolean valid =
        !(first.isEmpty() && last.isEmpty())
            && (first.isEmpty()
                || last.isEmpty()
                || Integer.parseInt(first) <= Integer.parseInt(last));
    List<Long> bytes = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      boolean in;
      if (!valid) {
        in = true;
      } else if (first.isEmpty()) {
        in = at >= size - Integer.parseInt(last);
      } else {
        in = at >= Integer.parseInt(first) && (last.isEmpty() || at <= Integer.parseInt(last));
      }
      if (in) {
        bytes.add((long) at);
      }
    }
    return bytes;
  }

  @Test
  void conditionsComeBeforeTheRange() {
    assertThat(status("", "\"x\", W/\"ab\"", "", "")).isEqualTo(304);
    assertThat(status("", "*", "", "bytes=1-2")).isEqualTo(304);
    assertThat(status("", "\"x\"", "", "bytes=1-2")).isEqualTo(206);
    assertThat(status("\"x\"", "", "", "")).isEqualTo(412);
    assertThat(status("W/\"ab\"", "", "", "")).isEqualTo(412);
    assertThat(status("\"x\", \"ab\"", "", "", "bytes=1-2")).isEqualTo(206);
    assertThat(status("*", "", "", "")).isEqualTo(200);
  }

  @Test
  void aRangeOfAnotherVersionIsAllOfThisOne() {
    assertThat(status("", "", TAG, "bytes=1-2")).isEqualTo(206);
    assertThat(status("", "", "\"other\"", "bytes=1-2")).isEqualTo(200);
    assertThat(status("", "", "W/\"ab\"", "bytes=1-2")).isEqualTo(200);
    assertThat(status("", "", "Fri, 27 Nov 2026 12:00:00 GMT", "bytes=1-2")).isEqualTo(200);
  }

  private static int status(String ifMatch, String ifNoneMatch, String ifRange, String range) {
    return RangePlan.of(new RangePlan.Conditions(ifMatch, ifNoneMatch, ifRange, range), 10, TAG)
        .status();
  }
}
