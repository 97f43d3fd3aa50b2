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
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.NearDuplicates;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of 04 comes to one result, however it is cut, ordered or interrupted. */
final class DeduplicationTest {
  private static final Map<String, Integer> PRIORITIES = Map.of("s", 100);

  @TempDir private static Path folder;
  private static final Map<Integer, Engine> ENGINES = new TreeMap<>();
  private static final List<DocumentRow> DOCUMENTS = documents(new SplittableRandom(12));
  private static Map<DocumentId, String> expected = Map.of();

  @BeforeAll
  static void start() throws IOException {
    for (int partitions : new int[] {1, 2, 7}) {
      Engine engine =
          new Engine(
              EngineSettings.of("local[2]").withPartitions(partitions),
              folder.resolve("spark" + partitions));
      ENGINES.put(partitions, engine);
    }
    expected = judged(DOCUMENTS, 1, engine(2), scratch());
  }

  /** A process has one Spark at a time. */
  private static Engine engine(int partitions) throws IOException {
    for (Map.Entry<Integer, Engine> each : ENGINES.entrySet()) {
      if (each.getKey() != partitions) {
        each.getValue().close();
      }
    }
    return Objects.requireNonNull(ENGINES.get(partitions));
  }

  @AfterAll
  static void stop() throws IOException {
    for (Engine engine : ENGINES.values()) {
      engine.close();
    }
  }

  @Test
  void itIsTheResultOfOneThread() {
    NearDuplicates near = new NearDuplicates(NearConfig.DEFAULT);
    for (DocumentRow row : DOCUMENTS) {
      near.add(SurvivorKey.of(100, row.id()), row.text());
    }
    NearClusters clusters = near.find(number -> DOCUMENTS.get(number).text());
    for (int i = 0; i < DOCUMENTS.size(); i++) {
      String fate = expected.get(DocumentId.of(DOCUMENTS.get(i).id()));
      DocumentId survivor = DocumentId.of(DOCUMENTS.get(clusters.survivors()[i]).id());
      assertThat(fate).startsWith(clusters.isDuplicate(i) ? survivor.toString() : "kept");
    }
    assertThat(expected.values().stream().filter(fate -> !fate.equals("kept")).count())
        .isBetween(40L, 150L);
  }

  @Test
  void partsFilesAndOrderChangeNothing() throws IOException {
    List<DocumentRow> shuffled = new ArrayList<>(DOCUMENTS);
    for (int partitions : new int[] {1, 2, 7}) {
      Collections.shuffle(shuffled, new Random(partitions));
      assertThat(judged(shuffled, partitions, engine(partitions), scratch())).isEqualTo(expected);
    }
  }

  /** What an attempt left that was killed after half of the features and the verified pairs. */
  @Test
  void whatWasKilledGoesOn() throws IOException {
    Engine engine = engine(2);
    Path whole = scratch();
    write(DOCUMENTS, 3, whole);
    Path out = whole.resolve("out");
    Path features = Files.createDirectories(out.resolve("features"));
    List<RowFile> files = RowFile.in(whole.resolve("documents"));
    FeatureTask task =
        new FeatureTask(
            whole.resolve("documents").toString(),
            whole.resolve("kept").toString(),
            features.toString(),
            Similarity.of(DuplicateSearch.near(NearConfig.DEFAULT, true)),
            new Ranks(new TreeMap<>(PRIORITIES), ""));
    task.run(files.get(1), new LongAccumulator());
    byte[] left = Files.readAllBytes(files.get(1).at(features.toString()));
    Files.writeString(features.resolve(".part-00000-0000.parquet.x.unfinished"), "half a file");
    Files.createDirectories(out.resolve("steps/round-000"));
    Files.writeString(out.resolve("steps/round-000/part-00000-0000.parquet"), "half a file");
    assertThat(left).isNotEmpty();
    assertThat(judge(whole, engine)).isEqualTo(expected);
    assertThat(out.resolve("steps")).doesNotExist();
  }

  @Test
  void oneMoreDocumentChangesNoOtherFate() throws IOException {
    List<DocumentRow> more = new ArrayList<>(DOCUMENTS);
    DocumentRow added = row("added", words(new SplittableRandom(99), 150));
    more.add(added);
    Map<DocumentId, String> fates = judged(more, 2, engine(2), scratch());
    assertThat(fates.remove(DocumentId.of(added.id()))).isEqualTo("kept");
    assertThat(fates).isEqualTo(expected);
  }

  private static Map<DocumentId, String> judged(
      List<DocumentRow> rows, int files, Engine engine, Path work) throws IOException {
    write(rows, files, work);
    return judge(work, engine);
  }

  private static void write(List<DocumentRow> rows, int files, Path work) throws IOException {
    Files.createDirectories(work.resolve("documents"));
    Files.createDirectories(work.resolve("kept"));
    for (int file = 0; file < files; file++) {
      String name = RowFile.name(file, 0);
      try (RowWriter<DocumentRow> texts =
              RowWriter.create(DocumentRow.TYPE, work.resolve("documents").resolve(name));
          RowWriter<VerdictRow> kept =
              RowWriter.create(VerdictRow.TYPE, work.resolve("kept").resolve(name))) {
        for (int i = file; i < rows.size(); i += files) {
          texts.write(rows.get(i));
          kept.write(VerdictRow.KEEP);
        }
        texts.commit();
        kept.commit();
      }
    }
  }

  /** The fate of each document by its id. */
  private static Map<DocumentId, String> judge(Path work, Engine engine) throws IOException {
    Path documents = work.resolve("documents");
    Path out = work.resolve("out");
    try (Progress.Bar bar = Progress.silent().start("test", "bytes", 0)) {
      Deduplication.of(engine, DuplicateSearch.near(NearConfig.DEFAULT, true), PRIORITIES)
          .judge(documents, work.resolve("kept"), out, bar);
    }
    Map<DocumentId, String> fates = new TreeMap<>();
    for (RowFile file : RowFile.in(documents)) {
      try (RowReader<DocumentRow> rows =
              RowReader.open(DocumentRow.TYPE, file.at(documents.toString()), "id");
          RowReader<SurvivorRow> verdicts =
              RowReader.open(SurvivorRow.TYPE, file.at(out.resolve("verdicts").toString()))) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          SurvivorRow verdict = verdicts.required();
          fates.put(
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
    return fates;
  }

  private static Path scratch() throws IOException {
    return Files.createTempDirectory(folder, "work");
  }

  private static List<DocumentRow> documents(SplittableRandom random) {
    List<DocumentRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = words(random, 60 + random.nextInt(100));
      for (int copy = random.nextInt(4); copy >= 0; copy--) {
        rows.add(row(i + "-" + copy, text));
        text = text.substring(text.indexOf(' ') + 1) + " w" + (char) ('a' + random.nextInt(26));
      }
    }
    return rows;
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ");
      words.append(Integer.toString(random.nextInt(5000), 26).replaceAll("[0-9]", "q"));
    }
    return words.toString();
  }

  private static DocumentRow row(String name, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = Sha256.of(utf8);
    byte[] id = DocumentId.of("s", name, digest).bytes();
    return new DocumentRow(
        id, "s", name, text, utf8.length, digest, "", "", "allowed", "", "", "", "f", 0);
  }
}
