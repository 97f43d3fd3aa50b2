package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is whole in a damaged WARC file is read, whatever the damage; nothing stops the reader. */
final class DamagedWarcTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int COPIES = 150;

  @TempDir private Path folder;

  private Path packed = Path.of("");

  @BeforeEach
  void aCrawlIsWritten() throws IOException {
    packed = folder.resolve("a.warc.gz");
    SplittableRandom random = new SplittableRandom(1);
    try (WarcWriter writer = WarcWriter.create(packed, "test", NOW)) {
      for (int number = 0; number < 40; number++) {
        StringBuilder body = new StringBuilder("<p>");
        for (int word = random.nextInt(400); word >= 0; word--) {
          body.append(Integer.toString(random.nextInt(5000), 36)).append(' ');
        }
        Capture page =
            new Capture(
                "http://a.test/" + number,
                "",
                200,
                List.of(new HttpField("Content-Type", "text/html")),
                body.toString().getBytes(UTF_8),
                true);
        ExchangeNote note = ExchangeNote.of("ok", List.of());
        CaptureReference written = writer.write(page, note, NOW).reference();
        if (number % 4 == 0) {
          writer.writeRevisit(page, written, note, NOW.plusSeconds(number));
        }
      }
    }
  }

  private DamageTally damage(Path file, long seed) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    DamageTally.Count none = new DamageTally.Count();
    List<WarcRecord> records = DamageTally.records(file, none);
    assertThat(records).hasSize(50);
    DamageTally tally = new DamageTally(folder.resolve("damaged.warc.gz"));
    SplittableRandom random = new SplittableRandom(seed);
    for (int copy = 0; copy < COPIES; copy++) {
      DamageTally.readAsSource(tally.copy(whole, records, random));
    }
    assertThat(tally.counts().keySet()).containsExactly(DamagedCopy.Kind.values());
    assertThat(tally.total().copies()).isEqualTo(COPIES);
    return tally;
  }

  @Test
  void whatIsWholeIsReadFromPackedFiles() throws IOException {
    DamageTally tally = damage(packed, 20261128);
    assertThat(tally.total().whole()).isGreaterThan(COPIES * 40);
    assertThat(tally.total().found())
        .as(tally.counts().toString())
        .isGreaterThanOrEqualTo(tally.total().whole() * 999 / 1000);
  }

  @Test
  void whatIsWholeIsReadFromPlainFiles() throws IOException {
    Path plain = folder.resolve("a.warc");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.write(plain, in.readAllBytes());
    }
    DamageTally tally = damage(plain, 20261129);
    assertThat(tally.total().whole()).isGreaterThan(COPIES * 40);
    assertThat(tally.total().found())
        .as(tally.counts().toString())
        .isGreaterThanOrEqualTo(tally.total().whole() * 99 / 100);
  }
}
