package org.estover.dedupe.span;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SpanCutterTest {
  @Test
  void aCutStopsAtTheEndsOfItsDocument() {
    SpanConfig config = new SpanConfig(8);
    List<byte[]> documents = bytes("", "one two", "three four", "one two", "three five", "");
    Corpus corpus = Corpus.concatenated(documents, new byte[] {'\n'}, config);
    WindowMarks marks = new RepeatedSpans(config).find(corpus);
    assertThat(cuts(corpus, marks, SpanMode.REMOVE_ALL))
        .containsExactly("1 one two", "2 three f", "3 one two", "4 three f");
    assertThat(cuts(corpus, marks, SpanMode.KEEP_ONE)).containsExactly("3 one two", "4 three f");
    Corpus apart = Corpus.documents(documents);
    assertThat(cuts(apart, new RepeatedSpans(config).find(apart), SpanMode.REMOVE_ALL))
        .as("no window of eight bytes within documents is repeated")
        .isEmpty();
  }

  @Test
  void aCutHoldsWholeCharacters() {
    SpanConfig config = new SpanConfig(6);
    // U+00E9 and U+00EA share their first byte, U+4E2D and U+4F2D their last.
    List<byte[]> documents = bytes("x\u4E2Dabcde\u00E9x", "y\u4F2Dabcde\u00EAy");
    Corpus corpus = Corpus.documents(documents);
    WindowMarks marks = new RepeatedSpans(config).find(corpus);
    assertThat(marks.bytes(SpanMode.REMOVE_ALL)).isEqualTo(2 * 7);
    assertThat(cuts(corpus, marks, SpanMode.REMOVE_ALL)).containsExactly("0 abcde", "1 abcde");
  }

  @Test
  void aRangeWithinACharacterCutsNothing() {
    Corpus corpus = Corpus.documents(bytes("\uD83D\uDE00", "\uD83D\uDE01"));
    WindowMarks marks = new RepeatedSpans(new SpanConfig(3)).find(corpus);
    assertThat(marks.bytes(SpanMode.REMOVE_ALL)).isEqualTo(6);
    assertThat(cuts(corpus, marks, SpanMode.REMOVE_ALL)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void cutsAreTheWholeCharactersOfWhatIsMarked(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] letters = {"a", "\u00E9", "\u4E2D", "\uD83D\uDE00"};
    for (int i = 0; i < 100; i++) {
      List<String> texts = new ArrayList<>();
      for (int count = random.nextInt(1, 5); count > 0; count--) {
        StringBuilder text = new StringBuilder();
        for (int size = random.nextInt(40); size > 0; size--) {
          text.append(letters[random.nextInt(letters.length)]);
        }
        texts.add(text.toString());
      }
      List<byte[]> documents = bytes(texts.toArray(String[]::new));
      SpanConfig config = new SpanConfig(random.nextInt(1, 8));
      Corpus corpus = Corpus.documents(documents);
      WindowMarks marks = new RepeatedSpans(config).find(corpus);
      for (SpanMode mode : SpanMode.values()) {
        assertThat(cuts(corpus, marks, mode))
            .isEqualTo(wholeCharacters(texts, Corpora.bits(marks, mode)));
      }
    }
  }

  /** Runs of characters all of whose bytes are marked, per document. */
  private static List<String> wholeCharacters(List<String> texts, BitSet marked) {
    List<String> runs = new ArrayList<>();
    int position = 0;
    for (int document = 0; document < texts.size(); document++) {
      StringBuilder run = new StringBuilder();
      for (int point : texts.get(document).codePoints().toArray()) {
        String character = Character.toString(point);
        int end = position + character.getBytes(UTF_8).length;
        if (marked.nextClearBit(position) >= end) {
          run.append(character);
        } else {
          flush(document, run, runs);
        }
        position = end;
      }
      flush(document, run, runs);
    }
    return runs;
  }

  private static void flush(int document, StringBuilder run, List<String> runs) {
    if (run.length() > 0) {
      runs.add(document + " " + run);
      run.setLength(0);
    }
  }

  private static List<String> cuts(Corpus corpus, WindowMarks marks, SpanMode mode) {
    List<String> cuts = new ArrayList<>();
    new SpanCutter(mode)
        .cut(
            corpus,
            marks,
            (document, range) -> {
              byte[] cut = new byte[range.end() - range.start()];
              for (int at = 0; at < cut.length; at++) {
                cut[at] = corpus.byteAt(corpus.documentStart(document) + range.start() + at);
              }
              cuts.add(document + " " + new String(cut, UTF_8));
            });
    return cuts;
  }

  private static List<byte[]> bytes(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(UTF_8)).collect(Collectors.toList());
  }
}
