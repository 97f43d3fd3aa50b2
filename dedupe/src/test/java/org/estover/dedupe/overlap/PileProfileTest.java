package org.estover.dedupe.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PileProfileTest {
  private static final String GRAM = "one two three four five six seven eight nine ten 11 12 13";

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void piecesAreThoseOfTheSlowReference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Corpus corpus = new Corpus(random);
    for (int round = 0; round < 20; round++) {
      PileRule rule =
          new PileRule(
              1 + random.nextInt(6), random.nextInt(12), random.nextInt(9), random.nextInt(12));
      List<EvalItem> items = corpus.items(4);
      SlowJanitor slow = new SlowJanitor(rule);
      for (EvalItem item : items) {
        slow.register(item.question());
        item.options().forEach(slow::register);
      }
      EvalIndex index = EvalIndex.pile(items, EnumSet.complementOf(EnumSet.of(Part.CONTEXT)), rule);
      OverlapScanner scanner = new OverlapScanner(index);
      for (int i = 0; i < 20; i++) {
        String document = corpus.document(items);
        Contamination found = scanner.scan(document);
        assertThat(found.matches()).as(document).isEqualTo(slow.matches(document).size());
        assertThat(pieces(document, found)).as(document).isEqualTo(slow.clean(document));
        assertThat(found.verdict().keeps()).isEqualTo(!found.pieces().isEmpty());
      }
    }
  }

  @Test
  void tenMatchesAreCutAndElevenDropTheDocument() {
    OverlapScanner scanner =
        new OverlapScanner(
            EvalIndex.pile(List.of(new EvalItem("b", "1", "", GRAM, List.of(), -1))));
    String filler = "zz ".repeat(300);
    String ten = (filler + GRAM + " ").repeat(10) + filler;
    Contamination cut = scanner.scan(ten);
    assertThat(cut.matches()).isEqualTo(10);
    assertThat(cut.verdict()).isEqualTo(OverlapVerdict.CUT);
    assertThat(cut.pieces()).hasSize(11);
    Contamination dropped = scanner.scan(ten + GRAM);
    assertThat(dropped.matches()).isEqualTo(11);
    assertThat(dropped.verdict()).isEqualTo(OverlapVerdict.TOO_DIRTY);
    assertThat(dropped.pieces()).isEmpty();
  }

  @Test
  void windowsAreTwoHundredCodePointsOnEitherSide() {
    OverlapScanner scanner =
        new OverlapScanner(
            EvalIndex.pile(List.of(new EvalItem("b", "1", "", GRAM, List.of(), -1))));
    String before = "𝔸".repeat(401) + " ";
    String after = " " + "é".repeat(400);
    Contamination cut = scanner.scan(before + GRAM + after);
    assertThat(pieces(before + GRAM + after, cut))
        .containsExactly("𝔸".repeat(202), "é".repeat(201));
    assertThat(cut.pieces().get(0).endByte()).isEqualTo(4 * 202);
    assertThat(scanner.scan(before.substring(4) + GRAM + after).pieces()).hasSize(1);
  }

  @Test
  void shortTextsAreDroppedLikeShortPieces() {
    OverlapScanner scanner = new OverlapScanner(EvalIndex.pile(List.of()));
    assertThat(scanner.scan("a".repeat(199)).verdict()).isEqualTo(OverlapVerdict.NOTHING_LEFT);
    assertThat(scanner.scan("a".repeat(200)).verdict()).isEqualTo(OverlapVerdict.CLEAN);
  }

  private static List<String> pieces(String document, Contamination found) {
    List<String> pieces = new ArrayList<>();
    for (TextRange piece : found.pieces()) {
      pieces.add(document.substring(piece.startChar(), piece.endChar()));
    }
    return pieces;
  }
}
