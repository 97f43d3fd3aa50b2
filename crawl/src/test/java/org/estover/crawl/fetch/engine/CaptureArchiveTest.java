package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.frontier.CrawlFolder;
import org.estover.crawl.frontier.GroupFolder;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.warc.Capture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureArchiveTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path warcs;

  @BeforeEach
  void create() throws IOException {
    warcs = Files.createDirectories(folder.resolve("warc"));
  }

  /** Keeps answers about sites, as one process of a crawl does. */
  private void process(long fullBytes, String... urls) throws IOException {
    CrawlFolder crawl = CrawlFolder.open(folder.resolve("state"), "plan", 1, 1);
    GroupFolder group = crawl.group(0);
    group.seeds(List.of("http://a.test/"));
    try (CaptureArchive archive =
            new CaptureArchive(
                warcs,
                "crawl-",
                "test",
                CLOCK,
                site -> 0,
                new Captures(EarlierCrawls.NONE),
                fullBytes);
        OpenLevel level = group.open(crawl.next(1, 0).orElseThrow(), archive::areWhole)) {
      archive.begin(level);
      for (String url : urls) {
        byte[] body = url.getBytes(UTF_8);
        archive.write(
            Exchange.of(new Capture(url, "2026-11-28T10:00:00Z", 200, List.of(), body, true)));
      }
    }
  }

  private List<String> indexes() throws IOException {
    try (var files = Files.list(warcs)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cdxj"))
          .sorted()
          .toList();
    }
  }

  private List<String> indexed() throws IOException {
    List<String> urls = new ArrayList<>();
    for (String index : indexes()) {
      for (String line : Files.readAllLines(warcs.resolve(index))) {
        assertThat(line).contains("\"filename\":\"" + index.replace(".cdxj", ".warc.gz") + "\"");
        urls.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return urls;
  }

  @Test
  void aFullFileGetsItsIndexWhileTheCrawlGoesOn() throws IOException {
    process(1, "http://a.test/1", "http://a.test/2");
    assertThat(indexes()).containsExactly("crawl-00000.cdxj", "crawl-00001.cdxj");
    assertThat(indexed()).containsExactly("test,a)/1", "test,a)/2");
    // One that was killed before it had made an index; who goes on writes behind the last record.
    Files.delete(warcs.resolve("crawl-00000.cdxj"));
    process(1 << 20, "http://a.test/3");
    assertThat(indexes()).isEmpty();
    CaptureArchive.index(warcs, "crawl-");
    assertThat(indexed()).containsExactly("test,a)/1", "test,a)/2", "test,a)/3");
  }

  @Test
  void anIndexNeverSpeaksOfAFileThatIsWrittenOn() throws IOException {
    process(1 << 20, "http://a.test/1");
    assertThat(indexes()).isEmpty();
    CaptureArchive.index(warcs, "crawl-");
    assertThat(indexed()).containsExactly("test,a)/1");
    process(1 << 20, "http://a.test/2");
    assertThat(indexes()).isEmpty();
    CaptureArchive.index(warcs, "crawl-");
    assertThat(indexed()).containsExactly("test,a)/1", "test,a)/2");
  }

  @Test
  void anIndexThatWasMadeWhileTheCrawlWroteIsMadeAnew() throws IOException {
    process(1 << 20, "http://a.test/1", "http://a.test/2");
    CaptureArchive.index(warcs, "crawl-");
    Path index = warcs.resolve("crawl-00000.cdxj");
    Files.write(index, Files.readAllLines(index).subList(0, 1));
    CaptureArchive.index(warcs, "crawl-");
    assertThat(indexed()).as("one that is younger is believed").containsExactly("test,a)/1");
    Files.setLastModifiedTime(index, FileTime.from(Instant.EPOCH));
    CaptureArchive.index(warcs, "crawl-");
    assertThat(indexed()).containsExactly("test,a)/1", "test,a)/2");
  }

  @Test
  void indexesOfFilesThatAreGivenUpGoWithThem() throws IOException {
    process(1 << 20, "http://a.test/1");
    // What a failing power supply left: files that no record of the journal names.
    Files.writeString(warcs.resolve("crawl-00001.warc.gz"), "x");
    Files.writeString(warcs.resolve("crawl-00001.cdxj"), "x");
    process(1 << 20);
    assertThat(warcs.resolve("crawl-00001.warc.gz")).doesNotExist();
    assertThat(indexes()).isEmpty();
  }
}
