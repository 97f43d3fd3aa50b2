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
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    engine = new Engine(EngineSettings.of("local[2]").withPartitions(2), folder.resolve("spark"));
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  private static final String ALL =
      "url: true, url-dropped-parameters: [utm_*, ref], survivor: newest, hold-out: 0.3,"
          + " hold-out-seed: 5";

  @ParameterizedTest
  @ValueSource(strings = {"url: true, near: false", "survivor: first"})
  void itIsTheResultOfTheReference(String asked) throws IOException {
    RunPlan.DedupePlan plan = plan(asked);
    Map<DocumentId, List<String>> expected = new SlowDedupe(plan).fates(DOCUMENTS);
    assertThat(judged(plan, DOCUMENTS, 2)).isEqualTo(expected);
  }

  @Test
  void allOfItTogetherIsThatOfTheReferenceHoweverTheInputIsCut() throws IOException {
    RunPlan.DedupePlan plan = plan(ALL);
    Map<DocumentId, List<String>> expected = new SlowDedupe(plan).fates(DOCUMENTS);
    assertThat(judged(plan, DOCUMENTS, 1)).isEqualTo(expected);
    List<DocumentRow> shuffled = new ArrayList<>(DOCUMENTS);
    Collections.shuffle(shuffled, new Random(4));
    // One more document, which resembles none: it moves no cluster from one side to the other.
    DocumentRow added = row("s", "", words(new SplittableRandom(77), 80), "2026-02-01T00:00:00Z");
    shuffled.add(added);
    Map<DocumentId, List<String>> fates = judged(plan, shuffled, 4);
    assertThat(fates.remove(DocumentId.of(added.id()))).hasSize(1);
    assertThat(fates).isEqualTo(expected);
    assertThat(expected.values().stream().flatMap(List::stream).map(DedupeRulesTest::rule))
        .contains(
            "kept",
            "held-out",
            "duplicate-id",
            "duplicate-url",
            "exact-duplicate",
            "near-duplicate");
    assertThat(greatestSimilarity(expected, DOCUMENTS)).isLessThan(0.75);
  }

  /** How similar a document of the validation split is to one of training, by all pairs. */
  private static double greatestSimilarity(
      Map<DocumentId, List<String>> fates, List<DocumentRow> rows) {
    MinHash cutter = new MinHash.V2(NearConfig.DEFAULT);
    double greatest = 0;
    for (DocumentRow held : rows) {
      for (DocumentRow kept : rows) {
        if (is("held-out", held, fates) && is("kept", kept, fates)) {
          greatest =
              Math.max(
                  greatest,
                  Jaccard.exact(cutter.shingles(held.text()), cutter.shingles(kept.text())));
        }
      }
    }
    return greatest;
  }

  private static boolean is(String fate, DocumentRow row, Map<DocumentId, List<String>> fates) {
    return fates.getOrDefault(DocumentId.of(row.id()), List.of()).contains(fate);
  }

  private static String rule(String fate) {
    return fate.indexOf(' ') < 0 ? fate : fate.split(" ", -1)[1];
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
      TreeMap<String, Integer> priorities = new TreeMap<>(Map.of("s", 100, "first", 1));
      HeldOut heldOut =
          plan.holdOut()
              .map(held -> new HeldOut(held.share(), held.seed(), ""))
              .orElse(HeldOut.NONE);
      Ranks ranks = new Ranks(priorities, "", plan.survivor());
      new Deduplication(engine, Similarity.of(plan), ranks, heldOut)
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
              verdict.survivor().length == 0
                  ? (verdict.keep() ? "kept" : verdict.rule())
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
