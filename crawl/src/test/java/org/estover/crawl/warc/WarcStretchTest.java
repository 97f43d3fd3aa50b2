package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarcStretchTest {
  @TempDir Path folder;
  private Path file;
  private WarcWriter.Written first;
  private WarcWriter.Written second;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("a.warc.gz");
    try (WarcWriter writer = WarcWriter.create(file, "test", Instant.EPOCH)) {
      first = writer.write(capture("http://a.test/1", "one"), List.of(), "ok", Instant.EPOCH);
      second = writer.write(capture("http://a.test/2", "two"), List.of(), "ok", Instant.EPOCH);
    }
  }

  private static Capture capture(String url, String body) {
    List<HttpField> fields = List.of(new HttpField("Content-Encoding", "gzip"));
    return new Capture(url, "2026-01-01T00:00:00Z", 200, fields, body.getBytes(UTF_8), true);
  }

  @Test
  void captureIsReadFromWhereItWasWritten() throws IOException {
    WarcRecord record = new WarcStretch(file, second.offset(), second.end()).first();
    assertThat(record.uri()).isEqualTo("http://a.test/2");
    assertThat(Capture.of(record, 1000)).isInstanceOf(Capture.class);
    assertThat(((Capture) Capture.of(record, 1000)).body()).asString(UTF_8).isEqualTo("two");
    assertThatThrownBy(() -> new WarcStretch(file, first.offset() + 1, first.end()).first())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no whole record with a payload begins at byte");
  }

  @Test
  void stretchIsWholeOnlyWithEveryByte() throws IOException {
    WarcStretch both = new WarcStretch(file, first.offset(), second.end());
    assertThat(both.isWhole()).isTrue();
    assertThat(new WarcStretch(file, 0, second.end()).isWhole()).isTrue();
    assertThat(new WarcStretch(file, first.offset(), second.end() - 1).isWhole()).isFalse();
    assertThat(new WarcStretch(folder.resolve("none"), 0, 5).isWhole()).isFalse();
    byte[] whole = Files.readAllBytes(file);
    int from = Math.toIntExact(first.offset());
    for (int at = from; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      int inMember = at;
      // Time, speed and system of a gzip member's head say nothing about its content.
      boolean said =
          memberStarts(whole, from).stream().noneMatch(s -> inMember >= s + 4 && inMember < s + 10);
      assertThat(both.isWhole()).as("bit of byte " + at).isEqualTo(!said);
      Files.write(file, Arrays.copyOf(whole, at));
      assertThat(both.isWhole()).as("cut at " + at).isFalse();
    }
  }

  private static List<Integer> memberStarts(byte[] bytes, int from) {
    return java.util.stream.IntStream.range(from, bytes.length - 3)
        .filter(i -> bytes[i] == 0x1f && bytes[i + 1] == (byte) 0x8b && bytes[i + 2] == 8)
        .boxed()
        .toList();
  }
}
