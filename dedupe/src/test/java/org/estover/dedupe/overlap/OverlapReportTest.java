package org.estover.dedupe.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OverlapReportTest {
  private static final String QUESTION =
      "Which of the old ships in the harbour of Rotterdam was built before the great flood?";

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void partsOfACorpusMergeToTheReportOfTheWholeInAnyOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Corpus corpus = new Corpus(random);
    List<EvalItem> items = corpus.items(8);
    EvalIndex index = EvalIndex.of(items);
    OverlapScanner scanner = new OverlapScanner(index);
    OverlapReport whole = new OverlapReport(index, 4);
    GramCounts counts = GramCounts.of(index);
    List<OverlapReport> parts = new ArrayList<>();
    List<GramCounts> partCounts = new ArrayList<>();
    for (int part = 0; part < 7; part++) {
      // The items come in another order in every part, as file lists do.
      List<EvalItem> shuffled = new ArrayList<>(items);
      Collections.shuffle(shuffled, new Random(random.nextLong()));
      EvalIndex own = EvalIndex.of(shuffled);
      OverlapReport report = new OverlapReport(own, 4);
      GramCounts grams = GramCounts.of(own);
      OverlapScanner ownScanner = new OverlapScanner(own);
      for (int i = 0; i < 10; i++) {
        String document = corpus.document(items);
        String id = "doc" + random.nextInt(1000) + "-" + part + "-" + i;
        report.add(id, ownScanner.scan(document));
        whole.add(id, scanner.scan(document));
        grams.add(ownScanner.grams(document));
        counts.add(scanner.grams(document));
      }
      parts.add(report);
      partCounts.add(grams);
    }
    Collections.shuffle(parts, new Random(random.nextLong()));
    Collections.shuffle(partCounts, new Random(random.nextLong()));
    while (parts.size() > 1) {
      int into = random.nextInt(parts.size() - 1);
      parts.get(into).merge(parts.remove(into + 1));
      partCounts.get(into).merge(partCounts.remove(into + 1));
    }
    assertThat(parts.get(0).items()).isEqualTo(whole.items());
    assertThat(parts.get(0).benchmarks()).isEqualTo(whole.benchmarks());
    assertThat(partCounts.get(0)).isEqualTo(counts);
    assertThat(counts).isNotEqualTo(GramCounts.of(index));
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void mergingHoldersIsAssociativeAndCommutative(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      Holders a = holders(random);
      Holders b = holders(random);
      Holders c = holders(random);
      assertThat(a.merge(b, 3)).isEqualTo(b.merge(a, 3));
      assertThat(a.merge(b, 3).merge(c, 3)).isEqualTo(a.merge(b.merge(c, 3), 3));
    }
  }

  private static Holders holders(SplittableRandom random) {
    Holders holders = Holders.NONE;
    for (int i = random.nextInt(5); i > 0; i--) {
      holders = holders.merge(Holders.of("d" + random.nextInt(9), random.nextInt(1000)), 3);
    }
    return holders;
  }

  @Test
  void anItemIsDirtyCleanOrUndecided() {
    EvalItem dirty =
        new EvalItem("ships", "1", "", QUESTION, List.of("the Delft", "the Hoop of Gouda"), 1);
    EvalItem clean = EvalItem.withAnswer("ships", "2", QUESTION.replace("old", "new"), "none");
    EvalItem tooShort = EvalItem.withAnswer("ships", "3", "Which ship?", "none");
    EvalIndex index = EvalIndex.of(List.of(tooShort, clean, dirty));
    OverlapScanner scanner = new OverlapScanner(index);
    OverlapReport report = new OverlapReport(index, 2);
    String text = QUESTION + " It was the Hoop of Gouda.";
    for (String id : List.of("c", "a", "b")) {
      report.add(id, scanner.scan(text));
    }
    report.add("d", scanner.scan("Nothing of the kind."));
    ItemReport first = report.items().get(0);
    assertThat(first.question()).isEqualTo(new Holders(3, 1000, List.of("a", "b")));
    assertThat(first.correct().count()).isEqualTo(3);
    assertThat(first.options().get(0)).isEqualTo(Holders.NONE);
    assertThat(report.benchmarks())
        .containsExactly(new BenchmarkReport("ships", List.of("2"), List.of("1"), List.of("3")));
  }

  @Test
  void frequentNgramsAreIgnoredOnlyWhereAskedFor() {
    EvalIndex index = EvalIndex.of(List.of(EvalItem.withAnswer("ships", "1", QUESTION, "none")));
    OverlapScanner scanner = new OverlapScanner(index);
    GramCounts counts = GramCounts.of(index);
    for (int i = 0; i < 11; i++) {
      counts.add(scanner.grams(QUESTION + QUESTION));
    }
    assertThat(counts.documents(0)).isEqualTo(11);
    GramCounts summed = GramCounts.of(index);
    for (int gram = 0; gram < index.gramCount(); gram++) {
      summed.add(gram, 11);
    }
    assertThat(summed).isEqualTo(counts);
    assertThat(index.ignoring(counts, 11).ignoredCount()).isZero();
    EvalIndex without = index.ignoring(counts, 10);
    assertThat(without.ignoredCount()).isEqualTo(index.gramCount());
    assertThat(new OverlapScanner(without).scan(QUESTION).hits()).isEmpty();
    assertThat(new OverlapReport(without, 1).items().get(0).status())
        .isEqualTo(ItemReport.Status.UNDECIDED);
    assertThat(new OverlapReport(index, 1).items().get(0).status())
        .isEqualTo(ItemReport.Status.CLEAN);
  }

  @Test
  void itemsOfOneNameAreRefused() {
    EvalItem item = EvalItem.withAnswer("ships", "1", QUESTION, "none");
    assertThatThrownBy(() -> EvalIndex.of(List.of(item, item)))
        .hasMessage("two items are called 1 in ships");
  }
}
