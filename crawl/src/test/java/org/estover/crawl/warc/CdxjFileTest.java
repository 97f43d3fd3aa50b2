package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CdxjFileTest {
  @TempDir Path folder;

  private Path warc(String name, List<String> urls) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    try (WarcWriter writer = WarcWriter.create(file, "test", time)) {
      for (String url : urls) {
        time = time.plusSeconds(1);
        List<HttpField> fields = List.of(new HttpField("Content-Type", "text/plain"));
        byte[] body = (name + url).getBytes(UTF_8);
        writer.write(
            new Capture(url, time.toString(), 200, fields, body, true), List.of(), "ok", time);
      }
    }
    return file;
  }

  /** Each capture is found, of URLs of one key each under its own, whatever their lengths. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyCaptureIsFoundByItsUrl(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String path =
          Integer.toString(random.nextInt(150)) + "x".repeat(random.nextInt(0, 5000) / 10);
      urls.add("http://" + (random.nextBoolean() ? "A" : "www.a") + ".test/" + path);
    }
    Path file = warc("a.warc.gz", urls);
    CdxjIndex.write(List.of(file), CdxjIndex.beside(file), 1 << 20);
    try (CdxjFile index = CdxjFile.open(CdxjIndex.beside(file))) {
      for (String url : urls) {
        List<IndexedCapture> found = index.of(url);
        assertThat(found).hasSize((int) urls.stream().filter(url::equals).count());
        for (IndexedCapture capture : found) {
          WarcStretch stretch =
              new WarcStretch(file, capture.offset(), capture.offset() + capture.length());
          assertThat(stretch.first().uri()).isEqualTo(url);
          assertThat(CdxjIndex.timestamp(stretch.first().date())).isEqualTo(capture.timestamp());
        }
        assertThat(found.stream().map(IndexedCapture::timestamp)).isSorted();
      }
      assertThat(index.of("http://a.test/")).isEmpty();
      assertThat(index.of("http://zzz.test/")).isEmpty();
      assertThat(index.of("http://a.aaaa/")).isEmpty();
    }
  }

  @Test
  void linesOfOtherToolsAreRead() throws IOException {
    Path index = folder.resolve("other.cdxj");
    Files.writeString(
        index,
        "!meta {\"format\": \"cdxj\"}\n"
            + "test,a)/ 20260101000000 {\"url\": \"http://a.test/\", \"status\": 200, \"length\":"
            + " \"7\", \"offset\": 5, \"more\": {\"x\": [1]}, \"filename\": \"x.warc.gz\"}\n"
            + "test,a)/ 20260101000001 nothing\n"
            + "test,a)/ 20260101000002 {\"url\": \"http://a.test/\"}\n"
            + "test,a)/ 2026 {\"url\": \"http://a.test/\", \"length\": 7, \"offset\": 5}\n"
            + "test,a)/1 20260101000000 {\"url\"");
    try (CdxjFile file = CdxjFile.open(index)) {
      assertThat(file.of("http://a.test/"))
          .containsExactly(
              new IndexedCapture(
                  "http://a.test/", "20260101000000", "", "200", "", 7, 5, "x.warc.gz"));
      assertThat(file.of("http://a.test/1")).isEmpty();
    }
  }

  /** One index of files that have the same name in several folders. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 20})
  void filesOfSeveralFoldersAreGathered(int runChars) throws IOException {
    List<Path> warcs =
        List.of(
            warc("one/a.warc.gz", List.of("http://a.test/1", "http://a.test/2")),
            warc("two/a.warc.gz", List.of("http://a.test/2")));
    CdxjIndex.write(warcs.subList(0, 1), CdxjIndex.beside(warcs.get(0)), 1 << 20);
    Path all = folder.resolve("all.cdxj");
    CdxjIndex.Indexed indexed = CdxjIndex.gather(warcs, CdxjIndex::beside, all, 1 << 20, runChars);
    assertThat(indexed).isEqualTo(new CdxjIndex.Indexed(3, 0));
    try (CdxjFile index = CdxjFile.open(all)) {
      assertThat(index.of("http://a.test/2").stream().map(IndexedCapture::filename))
          .containsExactlyInAnyOrder("0", "1");
      IndexedCapture one = index.of("http://a.test/1").get(0);
      WarcStretch stretch =
          new WarcStretch(warcs.get(0), one.offset(), one.offset() + one.length());
      assertThat(stretch.first().uri()).isEqualTo("http://a.test/1");
    }
    assertThat(CdxjIndex.beside(warcs.get(1))).doesNotExist();
  }
}
