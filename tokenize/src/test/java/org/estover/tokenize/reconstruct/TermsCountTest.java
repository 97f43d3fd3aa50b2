package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.order.WeightedSource;
import org.estover.tokenize.reconstruct.reference.NaiveTerms;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.Swap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TermsCountTest {
  private static final BatchPlan PLAN = new BatchPlan(3);
  private static final Tokenizer GPT2 = Tokenizer.gpt2();
  private static final Terms TERMS =
      new Terms(
          List.of(
              "he",
              "she",
              " he",
              "he she",
              "2",
              "12",
              "本",
              "日本",
              "Zoë",
              "e",
              "no such text",
              "'s",
              "endoftext",
              "  ",
              "a",
              "٣",
              "<|endoftext|>"),
          List.of(List.of(0, 4), List.of(1, 6, 8), List.of(9, 10), List.of(2, 13), List.of(3, 5)));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void countsAreThoseOfTheSlowSearch(long seed) throws IOException {
    TextRelease texts = TextRelease.of(GPT2, 4 + (int) seed * 3, seed);
    texts.write(folder);
    try (Reconstruct release = Reconstruct.open(folder)) {
      long steps = release.steps(PLAN);
      assertThat(steps).isGreaterThan(5);
      List<Long> wanted = List.of(0L, 1L, steps / 2, steps - 1, steps);
      for (boolean wholeWords : new boolean[] {false, true}) {
        TermsCount.Question question = new TermsCount.Question(TERMS, PLAN, wanted, wholeWords);
        String expected = naive(release, texts, texts, Long.MAX_VALUE, question);
        for (int workers : new int[] {1, 2, 7}) {
          TermCounts counts = TermsCount.count(release, GPT2, question, workers, tokens -> {});
          assertThat(shown(counts)).as(workers + " workers").isEqualTo(expected);
        }
        for (int blockTokens : new int[] {1, 20 + (int) seed}) {
          TermCounts counts =
              TermsCount.count(release, GPT2, question, 2, blockTokens, tokens -> {});
          assertThat(shown(counts)).as(blockTokens + " tokens").isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void placesMayReachOverSeveralSequences(long seed) throws IOException {
    TextRelease texts = TextRelease.of(GPT2, 1 + (int) seed % 3, seed);
    texts.write(folder);
    try (Reconstruct release = Reconstruct.open(folder)) {
      long steps = release.steps(PLAN);
      TermsCount.Question question =
          new TermsCount.Question(TERMS, PLAN, List.of(steps / 3, steps), false);
      String expected = naive(release, texts, texts, Long.MAX_VALUE, question);
      for (int blockTokens : new int[] {5, 1 << 18}) {
        TermCounts counts = TermsCount.count(release, GPT2, question, 2, blockTokens, tokens -> {});
        assertThat(shown(counts)).isEqualTo(expected);
        assertThat(counts.cut(1, TERMS.terms().indexOf("<|endoftext|>"))).isPositive();
      }
    }
  }

  @Test
  void placesAndCopiesTakeNoMemory() throws IOException {
    int inputs = 1024;
    int sequences = 256;
    int copies = 1000;
    int[] he = GPT2.encodeOrdinary(" he");
    assertThat(he).hasSize(1);
    SmallRelease.Text text =
        new SmallRelease.Text(
            SmallRelease.document("web", 0, new SplittableRandom(1)),
            Collections.nCopies(inputs * sequences, he[0]));
    List<SmallRelease.Source> sources =
        List.of(new SmallRelease.Source("web", String.valueOf(copies), 0, List.of(text)));
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder,
            SmallRelease.draft(inputs, sources, GPT2),
            SmallRelease.shards(folder, sources),
            new TreeMap<>()));
    Terms terms =
        new Terms(List.of(" ", "h", "e", " h", "he", " he", "he he"), List.of(List.of(1, 6)));
    try (Reconstruct release = Reconstruct.open(folder)) {
      long steps = release.steps(PLAN);
      TermsCount.Question question = new TermsCount.Question(terms, PLAN, List.of(steps), false);
      TermCounts counts = TermsCount.count(release, GPT2, question, 2, tokens -> {});
      // A step is three of the positions, so that one may be behind the last step.
      long read = PLAN.firstPosition(steps);
      assertThat(read).isBetween((long) copies * sequences - 2, (long) copies * sequences);
      for (int term = 0; term < 6; term++) {
        assertThat(counts.occurrences(0, term)).isEqualTo(read * inputs);
        assertThat(counts.sequences(0, term)).isEqualTo(read);
        assertThat(counts.cut(0, term)).isZero();
      }
      assertThat(counts.occurrences(0, 6)).isEqualTo(read * (inputs - 1));
      assertThat(counts.cut(0, 6)).isBetween(read - copies, read - copies + 2);
      assertThat(counts.sequencesOfGroup(0, 0)).isEqualTo(read);
      assertThat(counts.documentsOfGroup(0, 0)).isEqualTo(read);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void countsOfAnInterventionChangeWithItsStep(long seed) throws IOException {
    TextRelease texts = TextRelease.of(GPT2, 4 + (int) seed * 3, seed);
    Files.createDirectories(folder.resolve("parent"));
    texts.write(folder.resolve("parent"));
    Swaps swaps = new Swaps(List.of(new Swap("he", "she"), new Swap("cat", "dog")), true);
    try (Reconstruct parent = Reconstruct.open(folder.resolve("parent"))) {
      long steps = parent.steps(PLAN);
      long fromStep = steps / 3;
      SwapWriter.Request request = new SwapWriter.Request(swaps, PLAN, fromStep, true);
      SwapWriter.write(parent, GPT2, request, folder.resolve("derived"), 1, tokens -> {});
      try (Reconstruct derived = Reconstruct.open(folder.resolve("derived"))) {
        List<Long> wanted = List.of(fromStep, fromStep + 1, steps);
        TermsCount.Question question = new TermsCount.Question(TERMS, PLAN, wanted, false);
        TextRelease changed = texts.changedBy(derived.release());
        assertThat(shown(TermsCount.count(derived, GPT2, question, 2, tokens -> {})))
            .isEqualTo(naive(derived, texts, changed, fromStep * 3, question))
            .isNotEqualTo(shown(TermsCount.count(parent, GPT2, question, 2, tokens -> {})));
      }
    }
  }

  /** The counts position by position; from {@code fromPosition} on those of the changed texts. */
  private static String naive(
      Reconstruct release,
      TextRelease texts,
      TextRelease changed,
      long fromPosition,
      TermsCount.Question question) {
    NaiveTerms search = new NaiveTerms(t -> GPT2.decode(new int[] {t}), question.wholeWords());
    List<byte[]> bytes = question.terms().bytes(GPT2);
    int inputs = release.order().sequenceTokens();
    List<List<List<NaiveTerms.Document>>> documents = new ArrayList<>();
    for (TextRelease of : List.of(texts, changed)) {
      List<List<NaiveTerms.Document>> ofRelease = new ArrayList<>();
      for (int source = 0; source < 3; source++) {
        ofRelease.add(of.documents(source));
      }
      documents.add(ofRelease);
    }
    long[][] sums = new long[5][TERMS.terms().size()];
    StringBuilder shown = new StringBuilder();
    long position = 0;
    for (long step : question.steps()) {
      for (; position < PLAN.firstPosition(step); position++) {
        Slot slot = release.order().slot(position);
        NaiveTerms.Held held =
            search.in(
                documents.get(position < fromPosition ? 0 : 1).get(slot.sourceIndex()),
                slot.tokenStart(),
                inputs,
                bytes);
        for (int term = 0; term < bytes.size(); term++) {
          sums[0][term] += held.places().get(term);
          sums[1][term] += held.places().get(term) > 0 ? 1 : 0;
          sums[2][term] += held.cut().get(term);
        }
        for (int group = 0; group < TERMS.groups().size(); group++) {
          sums[3][group] += held.all(TERMS.groups().get(group)) ? 1 : 0;
          sums[4][group] += held.allInOne(TERMS.groups().get(group)) ? 1 : 0;
        }
      }
      show(shown, step, sums);
    }
    return shown.toString();
  }

  private static String shown(TermCounts counts) {
    StringBuilder shown = new StringBuilder();
    for (int step = 0; step < counts.steps().size(); step++) {
      long[][] sums = new long[5][TERMS.terms().size()];
      for (int term = 0; term < TERMS.terms().size(); term++) {
        sums[0][term] = counts.occurrences(step, term);
        sums[1][term] = counts.sequences(step, term);
        sums[2][term] = counts.cut(step, term);
      }
      for (int group = 0; group < TERMS.groups().size(); group++) {
        sums[3][group] = counts.sequencesOfGroup(step, group);
        sums[4][group] = counts.documentsOfGroup(step, group);
      }
      show(shown, counts.steps().get(step), sums);
    }
    return shown.toString();
  }

  private static void show(StringBuilder into, long step, long[][] sums) {
    into.append("before step ").append(step).append('\n');
    for (int term = 0; term < TERMS.terms().size(); term++) {
      into.append(TERMS.terms().get(term)).append(": ").append(sums[0][term]);
      into.append(" in ").append(sums[1][term]);
      into.append(", cut ").append(sums[2][term]).append('\n');
    }
    for (int group = 0; group < TERMS.groups().size(); group++) {
      into.append(TERMS.groups().get(group)).append(": ").append(sums[3][group]);
      into.append(", in one document ").append(sums[4][group]).append('\n');
    }
  }

  @Test
  void progressAddsUpToAllInputs() throws IOException {
    TextRelease.of(GPT2, 8, 1).write(folder);
    AtomicLong told = new AtomicLong();
    try (Reconstruct release = Reconstruct.open(folder)) {
      TermsCount.Question question = new TermsCount.Question(TERMS, PLAN, List.of(2L), false);
      TermsCount.count(release, GPT2, question, 2, told::addAndGet);
      long inputs = 0;
      for (int source = 0; source < 3; source++) {
        inputs += 8 * release.order().sequenceCount(source);
      }
      assertThat(told.get()).isEqualTo(inputs);
      long behind = release.steps(PLAN) + 1;
      assertThatThrownBy(
              () ->
                  TermsCount.count(
                      release,
                      GPT2,
                      new TermsCount.Question(TERMS, PLAN, List.of(behind), false),
                      1,
                      tokens -> {}))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("feeds " + (behind - 1) + " steps of 3 sequences");
    }
  }

  @Test
  void blocksAreAllSequencesHoweverManyAManifestPromises() {
    PackedOrder order =
        PackedOrder.of(
            1,
            8,
            List.of(
                new WeightedSource("a", 1L << 52, "1"),
                new WeightedSource("b", 8, "1"),
                new WeightedSource("c", 8 * 13 + 1, "1")));
    TermsCount.Blocks blocks = TermsCount.Blocks.of(order, 40);
    long ofA = ((1L << 49) - 1 + 4) / 5;
    assertThat(blocks.count()).isEqualTo(ofA + 3);
    assertThat(blocks.block(0)).isEqualTo(new TermsCount.Block(0, 0, 5));
    long left = (1L << 49) - 1 - 5 * (ofA - 1);
    assertThat(blocks.block(ofA - 1)).isEqualTo(new TermsCount.Block(0, 5 * (ofA - 1), (int) left));
    assertThat(blocks.block(ofA)).isEqualTo(new TermsCount.Block(2, 0, 5));
    assertThat(blocks.block(ofA + 2)).isEqualTo(new TermsCount.Block(2, 10, 3));
  }

  @Test
  void aFileHasATermALineAndGroupsBetweenTabs() throws IOException {
    Path file = folder.resolve("terms.txt");
    Files.writeString(file, "a b\n\nParis\tFrance\r\n a\nFrance\tParis\tb\na b\n");
    Terms terms = Terms.read(file);
    assertThat(terms.terms()).containsExactly("a b", "Paris", "France", " a", "b");
    assertThat(terms.groups()).containsExactly(List.of(1, 2), List.of(2, 1, 4));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstTerm() throws IOException {
    Path file = folder.resolve("terms.txt");
    Files.writeString(file, "\uFEFFhe\tshe\n");
    assertThat(Terms.read(file).terms()).containsExactly("he", "she");
    Files.writeString(file, "\uFEFFhe\tshe\n");
    assertThat(Swaps.read(file, false).pairs()).containsExactly(new Swap("he", "she"));
  }

  @Test
  void bytesThatAreNoUtf8AreNamedWithTheirLine() throws IOException {
    Path file = folder.resolve("terms.txt");
    Files.write(file, "a\tb\n\nM\u00FCller\tx\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Terms.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("terms.txt:3: bytes that are no UTF-8; save the file as UTF-8");
    assertThatThrownBy(() -> Swaps.read(file, false))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("terms.txt:3: bytes that are no UTF-8");
  }

  @Test
  void linesThatAreNoTermsAreNamed() throws IOException {
    refused("a\nb\t\n", "terms.txt:2: a term of 0 bytes");
    refused("a\tb\ta\n", "terms.txt:1: names a term twice");
    refused("\n", "terms.txt: 0 terms");
    refused("x".repeat(4097), "terms.txt:1: a term of 4097 bytes, expected 1 to 4096");
  }

  private void refused(String text, String message) throws IOException {
    Path file = folder.resolve("terms.txt");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Terms.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining(message);
  }
}
