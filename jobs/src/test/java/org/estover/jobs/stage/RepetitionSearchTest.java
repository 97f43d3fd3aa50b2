package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.StageReport;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search over random corpora, against one that looks for every run in every document. */
final class RepetitionSearchTest {
  private static final int MOST = 10_000;
  private static final String FAIL_FIRST_ATTEMPTS = "estover.fail-first-attempts";

  @TempDir static Path folder;

  private static Engine engine = new Engine(EngineSettings.of("local[2]"), Path.of("unset"));
  private static int corpora;

  @BeforeAll
  static void start() {
    engine = new Engine(EngineSettings.of("local[2]").withPartitions(2), folder.resolve("spark"));
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  private static Repetitions search(Engine by, List<CapturedText> texts, int files, int most)
      throws IOException {
    Path root = Files.createDirectories(folder.resolve("corpus-" + corpora++));
    RepetitionSearch.Corpus corpus = CapturedText.write(root, texts, files);
    List<RowFile> rows = RowFile.in(Path.of(corpus.documents()));
    try (Progress.Bar bar = Progress.silent().start("repetition", StageReport.TOKENS, 0)) {
      return RepetitionSearch.of(corpus, rows, most, by, bar);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsWhatASlowSearchFindsHoweverRowsAreCut(long seed) throws IOException {
    List<CapturedText> texts = CapturedText.random(seed);
    Repetitions expected = CapturedText.slowly(texts);
    assertThat(search(engine, texts, 1, MOST)).isEqualTo(expected);
    List<CapturedText> shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(search(engine, shuffled, 5, MOST)).isEqualTo(expected);
  }

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  @Test
  void neitherPartitionsNorRetriesChangeAnything() throws IOException {
    engine.close();
    List<CapturedText> texts = CapturedText.random(3);
    EngineSettings settings = EngineSettings.of("local[1]").withPartitions(1);
    System.setProperty(FAIL_FIRST_ATTEMPTS, "true");
    try (Engine one = new Engine(settings, folder.resolve("one"))) {
      assertThat(search(one, texts, 2, MOST)).isEqualTo(CapturedText.slowly(texts));
    } finally {
      System.clearProperty(FAIL_FIRST_ATTEMPTS);
    }
  }

  @Test
  void randomCorporaHaveCopiesOfAllKinds() {
    List<Repetition> all = new ArrayList<>();
    seeds().forEach(seed -> all.addAll(CapturedText.slowly(CapturedText.random(seed)).documents()));
    assertThat(all).anyMatch(each -> each.fresh() == 0);
    assertThat(all).anyMatch(each -> each.fresh() > 0 && each.fresh() * 2 < each.tokens());
    assertThat(all).anyMatch(each -> each.fresh() > 0 && each.fresh() * 2 > each.tokens());
    assertThat(all).anyMatch(each -> each.holder().isEmpty());
  }

  @Test
  void noMoreThanAskedForReachTheDriver() throws IOException {
    List<CapturedText> texts = CapturedText.random(1);
    assertThat(CapturedText.slowly(texts).documents()).hasSizeGreaterThan(3);
    assertThat(search(engine, texts, 4, 3).documents()).hasSize(3);
  }

  @Test
  void aCorpusWithoutDocumentsHasNone() throws IOException {
    assertThat(search(engine, List.of(), 0, MOST)).isEqualTo(new Repetitions(0, List.of()));
    assertThat(search(engine, List.of(), 2, MOST)).isEqualTo(new Repetitions(0, List.of()));
  }

  @Test
  void tokensThatAreMissingAreDamage() throws IOException {
    Path root = Files.createDirectories(folder.resolve("damaged"));
    List<CapturedText> texts = CapturedText.random(2);
    RepetitionSearch.Corpus corpus = CapturedText.write(root, texts, 1);
    RepetitionSearch.Corpus damaged =
        new RepetitionSearch.Corpus(
            corpus.documents(),
            corpus.survivors(),
            CapturedText.withoutTokens(root, texts).toString(),
            TokenWidth.UINT16,
            corpus.endOfText());
    List<RowFile> rows = RowFile.in(Path.of(corpus.documents()));
    try (Progress.Bar bar = Progress.silent().start("repetition", StageReport.TOKENS, 0)) {
      assertThatThrownBy(() -> RepetitionSearch.of(damaged, rows, MOST, engine, bar))
          .isInstanceOf(CorruptRunException.class)
          .hasMessageContaining("has no tokens");
    }
  }
}
