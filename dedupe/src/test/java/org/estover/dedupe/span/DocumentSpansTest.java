package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocumentSpansTest {
  /** What is cut is that of documents alone, whoever stands beside whom in the one text. */
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void equalsTheTwoSearchesApart(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      List<byte[]> documents = Corpora.random(random);
      SpanConfig config = new SpanConfig(random.nextInt(1, 41));
      List<Integer> places = new ArrayList<>();
      for (int document = 0; document < documents.size(); document++) {
        places.add(document);
      }
      Collections.shuffle(places, new Random(random.nextLong()));
      int[] reading = places.stream().mapToInt(Integer::intValue).toArray();
      byte[] separator = random.nextBoolean() ? Corpora.TWO_LINE_FEEDS : new byte[0];
      DocumentSpans found = DocumentSpans.find(documents, reading, separator, config);
      List<byte[]> read = Arrays.stream(reading).mapToObj(documents::get).toList();
      Corpus text = Corpus.concatenated(read, separator, config);
      assertThat(found.bytesInOneText())
          .isEqualTo(new RepeatedSpans(config).find(text).bytes(SpanMode.REMOVE_ALL));
      Corpus corpus = Corpus.documents(documents);
      WindowMarks marks = new RepeatedSpans(config).find(corpus);
      assertThat(found.bytes()).isEqualTo(marks.bytes(SpanMode.REMOVE_ALL));
      for (SpanMode mode : SpanMode.values()) {
        List<String> expected = new ArrayList<>();
        new SpanCutter(mode)
            .cut(corpus, marks, (index, range) -> expected.add(index + " " + range));
        List<String> actual = new ArrayList<>();
        found.cut(mode, (index, range) -> actual.add(index + " " + range));
        assertThat(actual).isEqualTo(expected);
      }
    }
  }
}
