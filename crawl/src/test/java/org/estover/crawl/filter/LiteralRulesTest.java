package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.estover.crawl.filter.reference.LiteralC4Quality;
import org.estover.crawl.filter.reference.LiteralDolmaGopher;
import org.estover.crawl.filter.reference.LiteralFineWebQuality;
import org.estover.crawl.filter.reference.LiteralGopherQuality;
import org.estover.crawl.filter.reference.LiteralGopherRepetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filters beside slow ones that are written from the rules' words alone. */
final class LiteralRulesTest {
  private static final String TERMINALS = ".?!\u3002\uff01\uff1f\u0964\ud804\udc47";
  private static final long TEXTS_OF_A_SEED = 25;

  /** All four read each text in turn through one chain each, whose memory is used again. */
  private final FilterChain repetition = new FilterChain(List.of(GopherRepetition.V1));

  private final FilterChain quality = new FilterChain(List.of(GopherQuality.V2));
  private final FilterChain c4 = new FilterChain(List.of(new C4Quality()));
  private final FilterChain fineWeb = new FilterChain(List.of(new FineWebQuality()));
  private final FilterChain dolma = FilterChain.of("dolma");
  private final FilterChain all = FilterChain.of("datatrove");

  static LongStream seeds() {
    return LongStream.range(0, 24).map(seed -> seed * TEXTS_OF_A_SEED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verdictsEqualThoseOfTheLiteralRules(long first) {
    for (long seed = first; seed < first + TEXTS_OF_A_SEED; seed++) {
      String text = NastyTexts.of(seed);
      String byRepetition = LiteralGopherRepetition.reason(text);
      String byQuality = LiteralGopherQuality.reason(text, TERMINALS);
      LiteralC4Quality.Said byC4 = LiteralC4Quality.judge(text);
      assertThat(reason(repetition.judge(text))).as("seed %d", seed).isEqualTo(byRepetition);
      assertThat(reason(quality.judge(text))).as("seed %d", seed).isEqualTo(byQuality);
      assertThat(c4.judge(text)).as("seed %d", seed).isEqualTo(verdict(byC4));
      assertThat(reason(fineWeb.judge(text)))
          .as("seed %d", seed)
          .isEqualTo(LiteralFineWebQuality.reason(text));
      assertThat(reason(dolma.judge(text)))
          .as("seed %d", seed)
          .isEqualTo(LiteralDolmaGopher.reason(text));
      String byAll =
          !byRepetition.isEmpty()
              ? byRepetition
              : !byQuality.isEmpty()
                  ? byQuality
                  : !byC4.reason().isEmpty()
                      ? byC4.reason()
                      : LiteralFineWebQuality.reason(byC4.left());
      assertThat(reason(all.judge(text))).as("seed %d", seed).isEqualTo(byAll);
    }
  }

  private static Verdict verdict(LiteralC4Quality.Said said) {
    return said.reason().isEmpty()
        ? new Verdict.Keep(said.left())
        : new Verdict.Drop(new C4Quality().name(), said.reason());
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Drop drop ? drop.reason() : "";
  }

  @Test
  void theTextsReachEveryTestButThoseOfLongTexts() {
    TreeSet<String> reasons = new TreeSet<>();
    for (long seed = 0; seed < 4000; seed++) {
      String text = NastyTexts.of(seed);
      for (FilterChain chain : List.of(repetition, quality, c4, fineWeb, all)) {
        reasons.add(reason(chain.judge(text)));
      }
    }
    assertThat(reasons)
        .contains(
            "",
            "dup_para_frac",
            "dup_para_char_frac",
            "dup_line_frac",
            "dup_line_char_frac",
            "top_2_gram",
            "top_3_gram",
            "top_4_gram",
            "duplicated_5_n_grams",
            "duplicated_6_n_grams",
            "duplicated_7_n_grams",
            "duplicated_8_n_grams",
            "duplicated_9_n_grams",
            "duplicated_10_n_grams",
            "lorem_ipsum",
            "curly_bracket",
            "too_few_sentences",
            "empty",
            "line_punct_ratio",
            "short_line_ratio",
            "char_dup_ratio",
            "list_ratio");
  }
}
