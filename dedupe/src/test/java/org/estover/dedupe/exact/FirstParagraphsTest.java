package org.estover.dedupe.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FirstParagraphsTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void onlyFirstCopiesStayInWhateverOrderDocumentsAreOffered(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> documents = ParagraphTexts.documents(random, 300);
    for (int minWords = 0; minWords < 4; minWords++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(seed));
      FirstParagraphs first = new FirstParagraphs(minWords);
      order.forEach(rank -> first.offer(rank, documents.get(rank)));
      Set<String> seen = new HashSet<>();
      for (int rank = 0; rank < documents.size(); rank++) {
        String document = documents.get(rank);
        assertThat(first.cuts(rank, document).cut(document))
            .isEqualTo(withoutSeen(document, minWords, seen));
      }
      assertThat(first.distinct()).isEqualTo(seen.size());
    }
  }

  /** Defect 1: with a least number of words, nothing was ever removed. */
  @Test
  void minWordsSparesShortParagraphsAndRemovesTheOthers() {
    String text = "one\none two\none two three\none\none two\none two three\n";
    Map<Integer, String> kept =
        Map.of(
            0, "one\none two\none two three\n",
            2, "one\none two\none two three\none\n",
            3, "one\none two\none two three\none\none two\n",
            4, text);
    kept.forEach(
        (minWords, expected) -> {
          FirstParagraphs first = new FirstParagraphs(minWords);
          first.offer(0, text);
          assertThat(first.cuts(0, text).cut(text)).isEqualTo(expected);
          ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(100, 1e-9));
          assertThat(bloom.cuts(text, new Paragraphs(minWords)).cut(text)).isEqualTo(expected);
        });
  }

  @Test
  void aDocumentThatWasNotOfferedIsAnErrorOfTheCaller() {
    FirstParagraphs first = new FirstParagraphs(1);
    first.offer(0, "known");
    assertThatThrownBy(() -> first.cuts(1, "unknown")).isInstanceOf(IllegalStateException.class);
  }

  private static String withoutSeen(String document, int minWords, Set<String> seen) {
    StringBuilder kept = new StringBuilder(document);
    List<SlowParagraphs.Paragraph> gone = new ArrayList<>();
    for (SlowParagraphs.Paragraph paragraph : SlowParagraphs.of(document, minWords)) {
      if (!seen.add(wellFormed(paragraph.text()))) {
        gone.add(0, paragraph);
      }
    }
    gone.forEach(paragraph -> kept.delete(paragraph.charStart(), paragraph.charEnd()));
    return kept.toString();
  }

  /** Lone surrogates are all the same, since UTF-8 has none. */
  private static String wellFormed(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c));
    return whole.toString();
  }
}
