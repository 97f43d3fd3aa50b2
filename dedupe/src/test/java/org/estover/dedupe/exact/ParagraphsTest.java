package org.estover.dedupe.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ParagraphsTest {
  /** Computed by the reference implementation of XXH3-128. */
  @Test
  void keysNeverChange() {
    Paragraphs paragraphs = new Paragraphs(1);
    paragraphs.open("\nCrème brûlée\n");
    assertThat(paragraphs.next()).isTrue();
    assertThat(String.format("%016x%016x", paragraphs.high(), paragraphs.low()))
        .isEqualTo("4e3070f26cb30fe0d971698ef051adab");
    assertThat(paragraphs.index()).isEqualTo(1);
    assertThat(paragraphs.next()).isFalse();
    assertThat(paragraphs.passed()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void rangesEqualThoseOfTheReference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String text : ParagraphTexts.documents(random, 200)) {
      int minWords = random.nextInt(4);
      Paragraphs paragraphs = new Paragraphs(minWords);
      List<SlowParagraphs.Paragraph> expected = SlowParagraphs.of(text, minWords);
      assertThat(paragraphs.count(text)).isEqualTo(expected.size());
      paragraphs.open(text);
      for (SlowParagraphs.Paragraph paragraph : expected) {
        assertThat(paragraphs.next()).isTrue();
        assertThat(
                new SlowParagraphs.Paragraph(
                    paragraph.text(),
                    paragraphs.index(),
                    paragraphs.charStart(),
                    paragraphs.charEnd(),
                    paragraphs.byteStart(),
                    paragraphs.byteEnd()))
            .isEqualTo(paragraph);
      }
      assertThat(paragraphs.next()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void blocksEqualThoseOfTheReference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String text : ParagraphTexts.documents(random, 200)) {
      int minWords = random.nextInt(4);
      Paragraphs blocks = new Paragraphs(ParagraphCut.BLOCK, minWords);
      List<SlowParagraphs.Paragraph> expected = SlowParagraphs.blocks(text, minWords);
      assertThat(blocks.count(text)).isEqualTo(expected.size());
      blocks.open(text);
      for (SlowParagraphs.Paragraph block : expected) {
        assertThat(blocks.next()).isTrue();
        HashValue128 key =
            Hashing.xxh3_128().hashBytesTo128Bits(block.text().getBytes(StandardCharsets.UTF_8));
        assertThat(
                List.of(
                    (long) blocks.index(),
                    (long) blocks.charStart(),
                    (long) blocks.charEnd(),
                    (long) blocks.byteStart(),
                    (long) blocks.byteEnd(),
                    blocks.high(),
                    blocks.low()))
            .containsExactly(
                (long) block.index(),
                (long) block.charStart(),
                (long) block.charEnd(),
                (long) block.byteStart(),
                (long) block.byteEnd(),
                key.getMostSignificantBits(),
                key.getLeastSignificantBits());
      }
      assertThat(blocks.next()).isFalse();
    }
  }

  @Test
  void blocksAreTheSameHoweverTheirLinesEnd() {
    String block = "one\ntwo";
    for (String text :
        List.of(block, block + "\n", "\n \n" + block + "\r\n\r\n", block + "\n\n\n")) {
      ParagraphCuts cuts =
          ParagraphCuts.of(text, new Paragraphs(ParagraphCut.BLOCK, 1), at -> true);
      assertThat(cuts.cut(text)).isEmpty();
      assertThat(cuts.removed()).isOne();
    }
    FirstParagraphs first = new FirstParagraphs(new Paragraphs(ParagraphCut.BLOCK, 1));
    first.offer(0, block + "\r\n\r\nthree");
    first.offer(1, "four\n\n" + block + "\n\nfive\n");
    assertThat(
            first.cuts(1, "four\n\n" + block + "\n\nfive\n").cut("four\n\n" + block + "\n\nfive\n"))
        .isEqualTo("four\n\nfive\n");
  }

  /** Defect 2: offsets in chars against the end of the text in bytes. */
  @Test
  void lastRangeOfANonAsciiTextEndsWithTheText() {
    for (String text : List.of("é\nß", "漢字\nかな\n", "x\n😀", "ру\nсс\nкий текст")) {
      ParagraphCuts all = ParagraphCuts.of(text, new Paragraphs(1), paragraph -> true);
      assertThat(all.charEnd(all.size() - 1)).isEqualTo(text.length());
      assertThat(all.byteEnd(all.size() - 1))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
      assertThat(all.cut(text)).isEmpty();
    }
  }

  @Test
  void rangesCutTheTextAndItsBytesAlike() {
    String text = "één\n\ntwee 😀\ndrie";
    ParagraphCuts cuts = ParagraphCuts.of(text, new Paragraphs(1), at -> at.index() != 3);
    assertThat(cuts.cut(text)).isEqualTo("\ndrie");
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < cuts.size(); i++) {
      int start = cuts.byteStart(i);
      assertThat(new String(utf8, start, cuts.byteEnd(i) - start, StandardCharsets.UTF_8))
          .isEqualTo(text.substring(cuts.charStart(i), cuts.charEnd(i)));
    }
    assertThat(cuts.bytes()).isEqualTo(6 + 10);
    assertThat(cuts.paragraphs()).isEqualTo(4);
    assertThat(cuts.compared()).isEqualTo(3);
    assertThat(cuts.removed()).isEqualTo(2);
    assertThat(cuts.size()).isEqualTo(2);
  }

  @Test
  void paragraphsThatFollowEachOtherAreOneRange() {
    ParagraphCuts cuts =
        ParagraphCuts.of("a\nb\nç\nd\ne", new Paragraphs(1), at -> at.index() % 4 != 0);
    assertThat(cuts.removed()).isEqualTo(3);
    assertThat(cuts.size()).isOne();
    assertThat(cuts.charStart(0)).isEqualTo(2);
    assertThat(cuts.charEnd(0)).isEqualTo(8);
    assertThat(cuts.byteEnd(0)).isEqualTo(9);
  }

  @Test
  void anEmptyTextHasNoParagraphs() {
    assertThat(new Paragraphs(0).count("")).isZero();
    assertThat(new Paragraphs(0).count("\n")).isOne();
    assertThat(new Paragraphs(1).count("\n \u3000\n")).isZero();
    assertThatThrownBy(() -> new Paragraphs(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
