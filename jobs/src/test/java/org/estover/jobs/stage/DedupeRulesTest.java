package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan may ask of 04 beside its defaults, against a slow and plain reference. */
final class DedupeRulesTest {
  private static final List<DocumentRow> DOCUMENTS = documents(new SplittableRandom(5));

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before every test
  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = new Engine(EngineSettings.of("local[2]").withPartitions(3), folder.resolve("spark"));
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url: true",
        "url: true, url-dropped-parameters: [utm_*, ref]",
        "url: true, near: false",
      })
  void itIsTheResultOfTheReferenceHoweverTheInputIsCut(String asked) throws IOException {
    RunPlan.DedupePlan plan = plan(asked);
    Map<DocumentId, List<String>> expected = new SlowDedupe(plan).fates(DOCUMENTS);
    assertThat(judged(plan, DOCUMENTS, 1)).isEqualTo(expected);
    List<DocumentRow> shuffled = new ArrayList<>(DOCUMENTS);
    Collections.shuffle(shuffled, new Random(4));
    assertThat(judged(plan, shuffled, 4)).isEqualTo(expected);
    assertThat(expected.values().stream().flatMap(List::stream).map(DedupeRulesTest::rule))
        .contains("kept", "duplicate-id", "duplicate-url", "exact-duplicate");
  }

  private static String rule(String fate) {
    return fate.equals("kept") ? fate : fate.split(" ", -1)[1];
  }

  private static RunPlan.DedupePlan plan(String asked) throws IOException {
    String yaml = "corpus: a\nsources: {s: {type: warc, files: x}}\ndedupe: {" + asked + "}\n";
    return RunPlan.parse(Path.of("plan.yaml"), yaml).dedupe();
  }

  private static Map<DocumentId, List<String>> judged(
      RunPlan.DedupePlan plan, List<DocumentRow> rows, int files) throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    Path documents = Files.createDirectories(work.resolve("documents"));
    Path kept = Files.createDirectories(work.resolve("kept"));
    for (int file = 0; file < files; file++) {
      String name = RowFile.name(file, 0);
      try (RowWriter<DocumentRow> texts =
              RowWriter.create(DocumentRow.TYPE, documents.resolve(name));
          RowWriter<VerdictRow> verdicts = RowWriter.create(VerdictRow.TYPE, kept.resolve(name))) {
        for (int i = file; i < rows.size(); i += files) {
          texts.write(rows.get(i));
          verdicts.write(VerdictRow.KEEP);
        }
        texts.commit();
        verdicts.commit();
      }
    }
    Path out = work.resolve("out");
    try (Progress.Bar bar = Progress.silent().start("test", "bytes", 0)) {
      new Deduplication(engine, Similarity.of(plan), Map.of("s", 100, "first", 1))
          .judge(documents, kept, out, bar);
    }
    return fates(documents, out.resolve("verdicts"));
  }

  /** The fates of each document by its id; one of its rows may be another's duplicate. */
  private static Map<DocumentId, List<String>> fates(Path documents, Path verdicts)
      throws IOException {
    Map<DocumentId, List<String>> fates = new TreeMap<>();
    for (RowFile file : RowFile.in(documents)) {
      try (RowReader<DocumentRow> rows =
              RowReader.open(DocumentRow.TYPE, file.at(documents.toString()), "id");
          RowReader<SurvivorRow> judged =
              RowReader.open(SurvivorRow.TYPE, file.at(verdicts.toString()))) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          SurvivorRow verdict = judged.required();
          SlowDedupe.add(
              fates,
              DocumentId.of(row.id()),
              verdict.keep()
                  ? "kept"
                  : DocumentId.of(verdict.survivor())
                      + " "
                      + verdict.rule()
                      + " "
                      + verdict.similarity());
        }
      }
    }
    fates.values().forEach(Collections::sort);
    return fates;
  }

  private static List<DocumentRow> documents(SplittableRandom random) {
    List<DocumentRow> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String text = words(random, 60 + random.nextInt(60));
      for (int copy = random.nextInt(4); copy >= 0; copy--) {
        String source = random.nextInt(8) == 0 ? "first" : "s";
        DocumentRow row = row(source, url(random), text, date(random));
        rows.add(row);
        if (random.nextInt(4) == 0) {
          rows.add(row(source, row.uri(), text, date(random)));
        }
        if (random.nextBoolean()) {
          text = text.substring(text.indexOf(' ') + 1) + " w" + (char) ('a' + random.nextInt(26));
        }
      }
    }
    return rows;
  }

  private static String url(SplittableRandom random) {
    int page = random.nextInt(60);
    return switch (random.nextInt(6)) {
      case 0 -> "id:" + page;
      case 1 -> "";
      case 2 -> "HTTP://Example.org:80/" + page + "#top";
      case 3 -> "http://example.org/" + page + "?utm_source=mail&ref=a";
      default -> "http://example.org/" + page;
    };
  }

  private static String date(SplittableRandom random) {
    int day = random.nextInt(6);
    return day == 0 ? "" : "2026-01-0" + day + "T00:00:00Z";
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ");
      words.append(Integer.toString(random.nextInt(5000), 26).replaceAll("[0-9]", "q"));
    }
    return words.toString();
  }

  private static DocumentRow row(String source, String uri, String text, String date) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = Sha256.of(utf8);
    byte[] id = DocumentId.of(source, uri, digest).bytes();
    return new DocumentRow(
        id, source, uri, text, utf8.length, digest, "", "", "allowed", "", "", date, "f", 0);
  }
}
