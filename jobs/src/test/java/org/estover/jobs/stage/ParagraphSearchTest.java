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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.dedupe.exact.BloomSize;
import org.estover.dedupe.exact.FirstParagraphs;
import org.estover.dedupe.exact.ParagraphBloom;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.ParagraphCuts;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over Spark the same paragraphs are found as in one table, whatever the partitions are. */
final class ParagraphSearchTest {
  private static final Map<String, Integer> PRIORITIES =
      Map.of("base", SurvivorKey.BASE, "first", 50, "other", 100);
  private static final List<String> PIECES =
      List.of("a", "b", " ", "\n", "\n", "\n\n", "é", "日", "😀", "word ", "\r\n", "\u3000");

  @TempDir private Path folder;
  private int corpora;

  /** A document and whether it takes part. */
  private record Given(DocumentRow row, boolean kept) {
    SurvivorKey key() {
      return SurvivorKey.of(PRIORITIES.getOrDefault(row.source(), 0), row.id());
    }

    String name() {
      return HexFormat.of().formatHex(row.id());
    }
  }

  @Test
  void equalsOneTable() throws IOException {
    for (int partitions : List.of(1, 2, 7)) {
      try (Engine engine = engine(partitions)) {
        for (long seed = 1; seed < 4; seed++) {
          List<Given> corpus = random(new SplittableRandom(seed));
          List<Given> shuffled = new ArrayList<>(corpus);
          Collections.shuffle(shuffled, new Random(partitions));
          ParagraphCut cut = seed == 2 ? ParagraphCut.LINE : ParagraphCut.BLOCK;
          int minWords = (int) seed % 3;
          assertThat(found(engine, shuffled, partitions, cut, minWords, 0))
              .as("seed %s, %s partitions", seed, partitions)
              .isEqualTo(expected(corpus, cut, minWords));
        }
      }
    }
  }

  /** A filter that takes many a paragraph for another one takes the same ones over Spark. */
  @Test
  void equalsOneFilter() throws IOException {
    int byChance = 0;
    for (int partitions : List.of(1, 2, 7)) {
      try (Engine engine = engine(partitions)) {
        for (long seed = 1; seed < 4; seed++) {
          List<Given> corpus = random(new SplittableRandom(seed));
          List<Given> shuffled = new ArrayList<>(corpus);
          Collections.shuffle(shuffled, new Random(partitions));
          Path file = folder.resolve("one.bloom");
          double chance = seed == 1 ? 0.9 : 0.3;
          Map<String, List<Integer>> expected =
              expected(corpus, ParagraphCut.LINE, 1, chance, file);
          Map<String, List<Integer>> found =
              found(engine, shuffled, partitions, ParagraphCut.LINE, 1, chance);
          assertThat(found).as("seed %s, %s partitions", seed, partitions).isEqualTo(expected);
          assertThat(folder.resolve("corpus" + (corpora - 1) + "/out/filter.bloom"))
              .hasSameBinaryContentAs(file);
          byChance += found.equals(expected(corpus, ParagraphCut.LINE, 1)) ? 0 : 1;
        }
      }
    }
    assertThat(byChance).isGreaterThan(3);
  }

  /** Killed before its shuffle was whole, and begun again where Spark cuts it otherwise. */
  @Test
  void aKilledSearchGoesOnInOtherParts() throws IOException {
    List<Given> corpus = random(new SplittableRandom(4));
    Path file = folder.resolve("one.bloom");
    Map<String, List<Integer>> expected = expected(corpus, ParagraphCut.LINE, 1, 0.3, file);
    Path place = write(corpus, 2);
    Path inTheWay = Files.createDirectories(place.resolve("out/filter.bloom/in-the-way"));
    try (Engine engine = engine(7)) {
      assertThatThrownBy(() -> find(engine, place, ParagraphCut.LINE, 1, 0.3))
          .isInstanceOf(IOException.class);
    }
    Files.delete(inTheWay);
    Files.delete(place.resolve("out/filter.bloom"));
    Files.delete(place.resolve("out/steps/repeated/complete"));
    try (Engine engine = engine(2)) {
      Path rows = find(engine, place, ParagraphCut.LINE, 1, 0.3);
      assertThat(bounds(rows, corpus, true)).isEqualTo(expected);
    }
    assertThat(place.resolve("out/filter.bloom")).hasSameBinaryContentAs(file);
  }

  /** The filter's file is written part by part. */
  @Test
  void partsOfAFilterAscendByName() {
    for (int index : List.of(0, 9_999, 10_000, 99_999, 999_999)) {
      assertThat(BloomSearch.part(index)).isLessThan(BloomSearch.part(index + 1));
    }
  }

  private Engine engine(int partitions) {
    EngineSettings settings = EngineSettings.of("local[2]").withPartitions(partitions);
    return new Engine(settings, folder.resolve("spark"));
  }

  private static Path find(
      Engine engine, Path place, ParagraphCut cut, int minWords, double falsePositives)
      throws IOException {
    ParagraphSearch search = new ParagraphSearch(engine, cut, minWords, falsePositives, PRIORITIES);
    try (Progress.Bar bar = Progress.silent().start("paragraphs", "bytes", 0)) {
      return search.find(
          place.resolve("documents"), place.resolve("verdicts"), place.resolve("out"), bar);
    }
  }

  private Map<String, List<Integer>> found(
      Engine engine,
      List<Given> corpus,
      int files,
      ParagraphCut cut,
      int minWords,
      double falsePositives)
      throws IOException {
    Path rows = find(engine, write(corpus, files), cut, minWords, falsePositives);
    return bounds(rows, corpus, falsePositives != 0);
  }

  private static Map<String, List<Integer>> bounds(Path rows, List<Given> corpus, boolean byFilter)
      throws IOException {
    Map<String, List<Integer>> found = new TreeMap<>();
    int document = 0;
    for (RowFile file : RowFile.in(rows)) {
      try (RowReader<ParagraphRow> reader =
          RowReader.open(ParagraphRow.TYPE, file.at(rows.toString()))) {
        for (ParagraphRow row = reader.next(); row != null; row = reader.next()) {
          Given own = corpus.get(document++);
          List<Integer> bounds = new ArrayList<>();
          for (CutRow.Cut each : row.cuts(CutRule.PARAGRAPH)) {
            bounds.addAll(List.of(each.start(), each.end()));
            assertThat(each.isFirstKnown() || byFilter).isTrue();
            if (!each.isFirstKnown()) {
              continue;
            }
            // It stands there, and earlier than here.
            Given first = byId(corpus, each.first());
            assertThat(first.key()).isLessThanOrEqualTo(own.key());
            slice(own, each)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> assertThat(first.row().text()).contains(line));
          }
          if (!bounds.isEmpty()) {
            found.put(own.name(), joined(bounds));
          }
        }
      }
    }
    assertThat(document).isEqualTo(corpus.size());
    return found;
  }

  private static Given byId(List<Given> corpus, byte[] id) {
    return corpus.stream()
        .filter(each -> Arrays.equals(each.row().id(), id))
        .findFirst()
        .orElseThrow();
  }

  private static String slice(Given document, CutRow.Cut cut) {
    byte[] text = document.row().text().getBytes(StandardCharsets.UTF_8);
    return new String(text, cut.start(), cut.end() - cut.start(), StandardCharsets.UTF_8);
  }

  /** Ranges that touch are one. */
  private static List<Integer> joined(List<Integer> bounds) {
    List<Integer> joined = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i += 2) {
      int last = joined.size() - 1;
      if (last > 0 && joined.get(last).equals(bounds.get(i))) {
        joined.set(last, bounds.get(i + 1));
      } else {
        joined.addAll(bounds.subList(i, i + 2));
      }
    }
    return joined;
  }

  private static Map<String, List<Integer>> expected(
      List<Given> corpus, ParagraphCut cut, int minWords) {
    List<Given> ranked =
        corpus.stream().filter(Given::kept).sorted(Comparator.comparing(Given::key)).toList();
    FirstParagraphs first = new FirstParagraphs(new Paragraphs(cut, minWords));
    for (int rank = 0; rank < ranked.size(); rank++) {
      first.offer(rank, ranked.get(rank).row().text());
    }
    Map<String, List<Integer>> expected = new TreeMap<>();
    for (int rank = 0; rank < ranked.size(); rank++) {
      List<Integer> bounds = bounds(first.cuts(rank, ranked.get(rank).row().text()));
      if (!bounds.isEmpty()) {
        expected.put(ranked.get(rank).name(), bounds);
      }
    }
    assertThat(expected).isNotEmpty();
    return expected;
  }

  private static Map<String, List<Integer>> expected(
      List<Given> corpus, ParagraphCut cut, int minWords, double falsePositives, Path file)
      throws IOException {
    List<Given> ranked =
        corpus.stream().filter(Given::kept).sorted(Comparator.comparing(Given::key)).toList();
    Paragraphs paragraphs = new Paragraphs(cut, minWords);
    long count = ranked.stream().mapToLong(each -> paragraphs.count(each.row().text())).sum();
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(count, falsePositives));
    Map<String, List<Integer>> expected = new TreeMap<>();
    for (Given each : ranked) {
      List<Integer> bounds = bounds(bloom.cuts(each.row().text(), paragraphs));
      if (!bounds.isEmpty()) {
        expected.put(each.name(), bounds);
      }
    }
    bloom.write(file);
    return expected;
  }

  private static List<Integer> bounds(ParagraphCuts cuts) {
    List<Integer> bounds = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      bounds.addAll(List.of(cuts.byteStart(i), cuts.byteEnd(i)));
    }
    return bounds;
  }

  private static List<Given> random(SplittableRandom random) {
    List<String> sources = List.of("base", "first", "other", "other");
    List<Given> corpus = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(25); piece > 0; piece--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] id = new byte[SurvivorKey.ID_SIZE];
      random.nextBytes(id);
      String source = sources.get(random.nextInt(sources.size()));
      int size = text.toString().getBytes(StandardCharsets.UTF_8).length;
      byte[] none = {};
      corpus.add(
          new Given(
              new DocumentRow(id, source, "", text + "", size, none, "", "", "", "", "", "", "", 0),
              random.nextInt(6) > 0));
    }
    return corpus;
  }

  private Path write(List<Given> corpus, int files) throws IOException {
    Path place = folder.resolve("corpus" + corpora++);
    Path documents = Files.createDirectories(place.resolve("documents"));
    Path verdicts = Files.createDirectories(place.resolve("verdicts"));
    for (int file = 0; file < files; file++) {
      String name = RowFile.name(file, 0);
      try (RowWriter<DocumentRow> rows =
              RowWriter.create(DocumentRow.TYPE, documents.resolve(name));
          RowWriter<VerdictRow> kept = RowWriter.create(VerdictRow.TYPE, verdicts.resolve(name))) {
        int from = file * corpus.size() / files;
        for (Given each : corpus.subList(from, (file + 1) * corpus.size() / files)) {
          rows.write(each.row());
          kept.write(each.kept() ? VerdictRow.KEEP : new VerdictRow(false, "rule", ""));
        }
        rows.commit();
        kept.commit();
      }
    }
    return place;
  }
}
