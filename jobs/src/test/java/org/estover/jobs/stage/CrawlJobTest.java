package org.estover.jobs.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.ExchangeNote;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.WarcWriter;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrawlJobTest {
  private static final String FORBIDDEN = "User-agent: *\nDisallow: /\n";
  private static final String OPEN = "User-agent: *\nAllow: /\n";

  @TempDir Path folder;

  private static Capture capture(String uri, String date, String body) {
    List<HttpField> fields = List.of(new HttpField("Content-Type", "text/plain"));
    return new Capture(uri, date, 200, fields, body.getBytes(UTF_8), true);
  }

  private Path warcFile(String name) throws IOException {
    return Files.createDirectories(folder.resolve("data")).resolve(name);
  }

  private void warc(String name, Capture... captures) throws IOException {
    try (WarcWriter writer = WarcWriter.create(warcFile(name), "test", Instant.EPOCH)) {
      for (Capture capture : captures) {
        writer.write(capture, List.of(), "ok", Instant.EPOCH);
      }
    }
  }

  /** Reads the WARC files; returns digest, and uri and verdict of each capture, in order. */
  private List<String> read(String name, String master) throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("plan.yaml"),
            "corpus: rotated\nsources:\n  web:\n    type: warc\n    filter: none\n    files: [\"data/*.warc.gz\"]\n");
    RunFolder run = RunFolder.at(folder.resolve(name));
    Path out = run.begin(StageName.CRAWL);
    List<String> found = new ArrayList<>();
    try (Engine engine = new Engine(EngineSettings.of(master), folder.resolve(name + "-scratch"))) {
      Workplace workplace =
          new Workplace(
              engine, Progress.silent(), Clock.systemUTC(), ConnectTo.NONE, new TreeSet<>());
      found.add(new CrawlJob().run(RunPlan.load(plan), run, workplace).rows());
    }
    for (RowFile file : RowFile.in(out.resolve("captures"))) {
      try (RowReader<CaptureRow> rows =
          RowReader.open(CaptureRow.TYPE, out.resolve("captures").resolve(file.name()))) {
        CaptureRow row;
        while ((row = rows.next()) != null) {
          found.add(row.uri() + " " + row.rights());
        }
      }
    }
    assertThat(out.resolve("sites")).doesNotExist();
    assertThat(out.resolve("revisits")).doesNotExist();
    return found;
  }

  @Test
  void siteFilesOfOneWarcFileSpeakForThePagesOfAnother() throws IOException {
    warc(
        "a.warc.gz",
        capture("http://early.test/1", "2020-01-01T00:00:00Z", "x"),
        capture("http://late.test/robots.txt", "2020-01-01T00:00:00Z", FORBIDDEN),
        capture("http://own.test/robots.txt", "2020-01-01T00:00:00Z", FORBIDDEN));
    warc(
        "b.warc.gz",
        capture("http://late.test/1", "2021-01-01T00:00:00Z", "x"),
        capture("http://own.test/robots.txt", "2021-01-01T00:00:00Z", OPEN),
        capture("http://own.test/1", "2021-01-01T00:00:00Z", "x"),
        capture("http://early.test/robots.txt", "2021-01-01T00:00:00Z", FORBIDDEN));
    warc("c.warc.gz", capture("http://early.test/robots.txt", "2022-01-01T00:00:00Z", OPEN));
    List<String> one = read("one", "local[1]");
    assertThat(one.subList(1, one.size()))
        .containsExactly(
            "http://early.test/1 denied", "http://late.test/1 denied", "http://own.test/1 unknown");
    assertThat(read("two", "local[2]")).isEqualTo(one);
  }

  /** A later crawl's file says of pages that they are as the file of an earlier one holds them. */
  @Test
  void revisitsInOneWarcFileHaveThePayloadsOfAnother() throws IOException {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Capture page = capture("http://a.test/1", now.toString(), "text");
    Capture unchanged =
        new Capture(
            page.uri(),
            "2026-02-01T00:00:00Z",
            304,
            List.of(new HttpField("X-Robots-Tag", "noai")),
            new byte[0],
            true);
    ExchangeNote note = ExchangeNote.of("ok", List.of());
    try (WarcWriter first = WarcWriter.create(warcFile("a.warc.gz"), "test", now);
        WarcWriter second = WarcWriter.create(warcFile("b.warc.gz"), "test", now)) {
      second.writeRevisit(unchanged, first.write(page, note, now).reference(), note, now);
    }
    List<String> rows = read("one", "local[1]");
    assertThat(rows.subList(1, rows.size()))
        .containsExactly("http://a.test/1 unknown", "http://a.test/1 denied");
  }
}
