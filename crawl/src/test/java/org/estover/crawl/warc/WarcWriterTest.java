package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarcWriterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  private static Capture page(int number) {
    return new Capture(
        "http://a.test/" + number,
        "",
        200,
        List.of(new HttpField("Content-Type", "text/html")),
        ("<p>page " + number).getBytes(UTF_8),
        true);
  }

  private static WarcWriter.Written write(WarcWriter writer, int number) throws IOException {
    return writer.write(page(number), List.of(), "ok", NOW);
  }

  private static List<String> uris(Path file) throws IOException {
    List<String> uris = new ArrayList<>();
    WarcReader.read(
        file,
        1 << 20,
        new WarcVisitor() {
          @Override
          public void record(WarcRecord record) {
            uris.add(record.uri());
          }

          @Override
          public void skipped(String type) {}

          @Override
          public void damaged(long offset, String reason, String excerpt) {
            throw new AssertionError(reason + " at " + offset);
          }
        });
    return uris;
  }

  @Test
  void whatAKillLeftBehindTheLastGroupIsCutOff() throws IOException {
    Path file = folder.resolve("a.warc.gz");
    WarcWriter.Written first;
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      first = write(writer, 1);
      assertThat(writer.end()).isEqualTo(first.end());
      assertThat(write(writer, 2).offset()).isEqualTo(first.end());
      writer.force();
    }
    byte[] whole = Files.readAllBytes(file);
    for (long left : new long[] {first.end(), first.end() + 1, first.end() + 30, whole.length}) {
      Files.write(file, Arrays.copyOf(whole, (int) left));
      try (WarcWriter writer = WarcWriter.resume(file, first.end(), "test", NOW)) {
        WarcWriter.Written third = write(writer, 3);
        assertThat(third.offset()).isEqualTo(first.end());
        assertThat(third.end()).isEqualTo(Files.size(file));
      }
      assertThat(uris(file)).containsExactly("http://a.test/1", "http://a.test/3");
      assertThat(Files.readAllBytes(file)).startsWith(Arrays.copyOf(whole, (int) first.end()));
    }
  }

  @Test
  void aFileBeginsAnewAtItsFirstByte() throws IOException {
    Path file = folder.resolve("a.warc.gz");
    for (String left : new String[] {"", "no record"}) {
      if (!left.isEmpty()) {
        Files.writeString(file, left);
      }
      try (WarcWriter writer = WarcWriter.resume(file, 0, "test", NOW)) {
        assertThat(write(writer, 1).offset()).isPositive();
      }
      assertThat(uris(file)).containsExactly("http://a.test/1");
    }
  }

  @Test
  void aFileThatIsNotTheOneWrittenIsLeftAsItIs() throws IOException {
    Path file = folder.resolve("a.warc.gz");
    long end;
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      end = write(writer, 1).end();
      write(writer, 2);
    }
    byte[] whole = Files.readAllBytes(file);
    assertThatThrownBy(() -> WarcWriter.resume(file, whole.length + 1L, "test", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was written up to byte " + (whole.length + 1));
    assertThatThrownBy(() -> WarcWriter.resume(file, end - 1, "test", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no record begins at byte " + (end - 1));
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    assertThatThrownBy(() -> WarcWriter.resume(folder.resolve("b.warc.gz"), 5, "test", NOW))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("b.warc.gz")).doesNotExist();
  }
}
