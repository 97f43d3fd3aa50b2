package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.Corpus;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanCutter;
import org.estover.dedupe.span.SpanMode;
import org.estover.dedupe.span.WindowMarks;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over Spark the same is cut as in one call, whatever the partitions and files are. */
final class SpanSearchTest {
  private static final Map<String, Integer> PRIORITIES =
      Map.of("base", SurvivorKey.BASE, "first", 50, "other", 100);

  @TempDir static Path folder;

  private static Engine engine(int partitions) {
    EngineSettings settings = EngineSettings.of("local[2]").withPartitions(partitions);
    return new Engine(settings, folder.resolve("spark" + partitions));
  }

  /** A document and whether it takes part. */
  private record Given(DocumentRow row, boolean kept) {
    byte[] text() {
      return row.text().getBytes(StandardCharsets.UTF_8);
    }

    SurvivorKey key() {
      return SurvivorKey.of(PRIORITIES.getOrDefault(row.source(), 0), row.id());
    }

    String name() {
      return Arrays.toString(row.id());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void equalsOneCall(int partitions) throws IOException {
    try (Engine engine = engine(partitions)) {
      for (long seed = 1; seed < 5; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Given> corpus = random(random);
        SpanMode mode = seed % 2 == 0 ? SpanMode.KEEP_ONE : SpanMode.REMOVE_ALL;
        check(engine, corpus, new SpanConfig(random.nextInt(1, 41)), mode);
      }
      check(engine, everywhere(new SplittableRandom(5)), new SpanConfig(20), SpanMode.KEEP_ONE);
    }
  }

  /** Groups of one anchor with very many surroundings, and with very many copies of one. */
  private static List<Given> everywhere(SplittableRandom random) {
    String passage = letters(random, 26, 30);
    List<Given> corpus = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String before = i % 3 == 0 ? "" : letters(random, 26, 12);
      String text = before + passage + (i % 2 == 0 ? "" : letters(random, 26, 12));
      corpus.add(given(random, "other", text, true));
    }
    return corpus;
  }

  @Test
  void aKilledSearchGoesOn() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    List<Given> corpus = random(random);
    Path place = write(corpus, 3);
    Path blocked = Files.createDirectories(place.resolve("out/spans/" + RowFile.name(1, 0)));
    Files.writeString(blocked.resolve("in-the-way"), "");
    try (Engine engine = engine(2)) {
      SpanSearch search = search(engine, new SpanConfig(20), SpanMode.KEEP_ONE);
      assertThatThrownBy(() -> find(search, place)).isInstanceOf(IOException.class);
      Files.delete(blocked.resolve("in-the-way"));
      Files.delete(blocked);
      Path steps = place.resolve("out/steps");
      Path mark = steps.resolve("shared/complete");
      assertThat(steps.resolve("windows/complete")).exists();
      // What was found is not looked for again: the step before it would fail.
      Files.writeString(mark, "no sum");
      find(search, place);
    }
    assertThat(place.resolve("out/steps")).doesNotExist();
    assertThat(cuts(corpus, place)).isEqualTo(expected(corpus, 20, SpanMode.KEEP_ONE));
  }

  private static void check(Engine engine, List<Given> corpus, SpanConfig config, SpanMode mode)
      throws IOException {
    int partitions = engine.settings().partitions();
    List<Given> shuffled = new ArrayList<>(corpus);
    Collections.shuffle(shuffled, new Random(partitions));
    Path place = write(shuffled, partitions);
    SpanSearch search =
        partitions == 2
            ? new SpanSearch(engine, config, mode, Map.of("base", 100, "first", 50, "other", 100))
                .keeping(baseIds(corpus, place))
            : search(engine, config, mode);
    SpanSearch.Found found = find(search, place);
    assertThat(cuts(shuffled, place)).isEqualTo(expected(corpus, config.minBytes(), mode));
    assertThat(found.documents()).isEqualTo(corpus.stream().filter(Given::kept).count());
    assertThat(found.markedBytes())
        .isEqualTo(marks(ranked(corpus), config).bytes(SpanMode.REMOVE_ALL));
  }

  /** What came from the base, told by ids in place of its source. */
  private static Path baseIds(List<Given> corpus, Path place) throws IOException {
    List<byte[]> ids = new ArrayList<>();
    for (Given each : corpus) {
      if (each.row().source().equals("base")) {
        ids.add(each.row().id());
      }
    }
    ids.sort(Arrays::compareUnsigned);
    return Files.write(place.resolve("ids"), Bytes.join(ids.toArray(byte[][]::new)));
  }

  private static SpanSearch search(Engine engine, SpanConfig config, SpanMode mode) {
    return new SpanSearch(engine, config, mode, PRIORITIES);
  }

  private static SpanSearch.Found find(SpanSearch search, Path place) throws IOException {
    try (Progress.Bar bar = Progress.silent().start("spans", "bytes", 0)) {
      return search.find(
          place.resolve("documents"), place.resolve("verdicts"), place.resolve("out"), bar);
    }
  }

  private static List<Given> random(SplittableRandom random) {
    List<Given> corpus = new ArrayList<>();
    List<String> passages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      passages.add(letters(random, random.nextInt(1, 27), random.nextInt(1, 90)));
    }
    List<String> sources = List.of("base", "first", "other", "other");
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(4); part > 0; part--) {
        text.append(passages.get(random.nextInt(passages.size())));
        text.append(random.nextBoolean() ? "é" : letters(random, 3, random.nextInt(1, 9)));
      }
      String source = sources.get(random.nextInt(sources.size()));
      corpus.add(given(random, source, text.toString(), random.nextInt(5) > 0));
    }
    return corpus;
  }

  private static String letters(SplittableRandom random, int alphabet, int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int letter = random.nextInt(alphabet);
      letters.append(letter == 7 ? "日" : Character.toString('a' + letter));
    }
    return letters.toString();
  }

  private static Given given(SplittableRandom random, String source, String text, boolean kept) {
    byte[] id = new byte[SurvivorKey.ID_SIZE];
    random.nextBytes(id);
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    return new Given(
        new DocumentRow(id, source, "", text, size, new byte[32], "", "", "", "", "", "", "", 0),
        kept);
  }

  /** Writes documents and verdicts to so many files. */
  private static Path write(List<Given> corpus, int files) throws IOException {
    Path place = Files.createTempDirectory(folder, "corpus");
    Path documents = Files.createDirectories(place.resolve("documents"));
    Path verdicts = Files.createDirectories(place.resolve("verdicts"));
    for (int file = 0; file < files; file++) {
      String name = RowFile.name(file, 0);
      try (RowWriter<DocumentRow> rows =
              RowWriter.create(DocumentRow.TYPE, documents.resolve(name));
          RowWriter<VerdictRow> kept = RowWriter.create(VerdictRow.TYPE, verdicts.resolve(name))) {
        for (Given each : part(corpus, file, files)) {
          rows.write(each.row());
          kept.write(each.kept() ? VerdictRow.KEEP : new VerdictRow(false, "rule", ""));
        }
        rows.commit();
        kept.commit();
      }
    }
    return place;
  }

  private static List<Given> part(List<Given> corpus, int file, int files) {
    return corpus.subList(file * corpus.size() / files, (file + 1) * corpus.size() / files);
  }

  private static Map<String, String> cuts(List<Given> corpus, Path place) throws IOException {
    Map<String, String> cuts = new TreeMap<>();
    int document = 0;
    for (RowFile file : RowFile.in(place.resolve("documents"))) {
      try (RowReader<SpanRow> rows =
          RowReader.open(SpanRow.TYPE, file.at(place.resolve("out/spans").toString()))) {
        for (SpanRow row = rows.next(); row != null; row = rows.next()) {
          put(cuts, corpus.get(document++), Arrays.stream(row.bounds()).boxed().toList());
        }
      }
    }
    assertThat(document).isEqualTo(corpus.size());
    return cuts;
  }

  private static void put(Map<String, String> cuts, Given document, List<Integer> bounds) {
    if (!bounds.isEmpty()) {
      cuts.put(document.name(), bounds.toString());
    }
  }

  private static List<Given> ranked(List<Given> corpus) {
    return corpus.stream().filter(Given::kept).sorted(Comparator.comparing(Given::key)).toList();
  }

  private static WindowMarks marks(List<Given> ranked, SpanConfig config) {
    Corpus corpus = Corpus.documents(ranked.stream().map(Given::text).toList());
    return new RepeatedSpans(config).find(corpus);
  }

  private static Map<String, String> expected(List<Given> corpus, int minBytes, SpanMode mode) {
    List<Given> ranked = ranked(corpus);
    SpanConfig config = new SpanConfig(minBytes);
    Map<Integer, List<Integer>> bounds = new TreeMap<>();
    new SpanCutter(mode)
        .cut(
            Corpus.documents(ranked.stream().map(Given::text).toList()),
            marks(ranked, config),
            (rank, range) ->
                bounds
                    .computeIfAbsent(rank, each -> new ArrayList<>())
                    .addAll(List.of(range.start(), range.end())));
    Map<String, String> cuts = new TreeMap<>();
    bounds.forEach(
        (rank, each) -> {
          if (!ranked.get(rank).key().isBase()) {
            put(cuts, ranked.get(rank), each);
          }
        });
    assertThat(cuts).isNotEmpty();
    return cuts;
  }
}
