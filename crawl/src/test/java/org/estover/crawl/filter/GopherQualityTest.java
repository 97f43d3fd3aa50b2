package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.crawl.filter.reference.LiteralGopherQuality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GopherQualityTest {
  private static final GopherQuality GOPHER = GopherQuality.V1;

  private static String reason(String text) {
    return GOPHER.judge(text) instanceof Verdict.Drop drop ? drop.reason() : "";
  }

  private static String words(int count) {
    return "the commons and of ".repeat(count / 4) + "words ".repeat(count % 4);
  }

  @Test
  void firstFailureIsTheReason() {
    assertThat(reason(words(49))).isEqualTo("gopher_short_doc");
    assertThat(reason(words(50))).isEmpty();
    assertThat(reason(words(49) + "--- ... !!!")).isEqualTo("gopher_short_doc");
    assertThat(reason(words(100_000))).isEmpty();
    assertThat(reason(words(100_001))).isEqualTo("gopher_long_doc");
    assertThat(reason("a b ".repeat(50))).isEqualTo("gopher_below_avg_threshold");
    assertThat(reason("abcdefghijk ".repeat(50))).isEqualTo("gopher_above_avg_threshold");
    assertThat(reason("#word of the ".repeat(20))).isEqualTo("gopher_too_many_hashes");
    assertThat(reason("word... of the ".repeat(20))).isEqualTo("gopher_too_many_ellipsis");
    assertThat(reason("- the word of\n".repeat(20))).isEqualTo("gopher_too_many_bullets");
    assertThat(reason("the word of one more and of yet another word\u2026\n".repeat(20)))
        .isEqualTo("gopher_too_many_end_ellipsis");
    assertThat(reason("the word 1234 of 5678 and ".repeat(20)))
        .isEqualTo("gopher_below_alpha_threshold");
    assertThat(reason("the word word word ".repeat(20))).isEqualTo("gopher_enough_stop_words");
  }

  @Test
  void stopWordBehindANullIsNone() {
    String text = "\u0000the \u0000of word commons ".repeat(20);
    assertThat(reason(text)).isEqualTo("gopher_enough_stop_words");
    assertThat(reason(text.replace("\u0000", ""))).isEmpty();
  }

  @Test
  void ruleOfADropIsTheVersionedName() {
    assertThat(GOPHER.judge(""))
        .isInstanceOfSatisfying(
            Verdict.Drop.class,
            drop -> assertThat(drop.rule()).isEqualTo("gopher-quality-whitespace-v1"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verdictsEqualThoseOfTheLiteralRule(long seed) {
    String text = text(new SplittableRandom(seed));
    assertThat(reason(text)).isEqualTo(LiteralGopherQuality.reason(text));
  }

  /** Texts near the thresholds, with every kind of space and line end. */
  private static String text(SplittableRandom random) {
    String[] pieces = {
      "the",
      "of",
      "and",
      "with",
      "commons",
      "grazing",
      "estover",
      "12",
      "#",
      "...",
      "\u2026",
      "-",
      "\u2022",
      "a.",
      "\ud835\udd38bc",
      "\u5171\u6709\u5730",
      "x1",
      "....",
      "(1)",
      "\u00ab"
    };
    String[] spaces = {
      " ", " ", " ", " ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\u0085", "\u001c", "\u3000", "\r"
    };
    int plain = 4 + random.nextInt(pieces.length - 3);
    StringBuilder text = new StringBuilder();
    int words = 40 + random.nextInt(60);
    for (int i = 0; i < words; i++) {
      boolean common = random.nextInt(10) < 8;
      text.append(pieces[common ? random.nextInt(7) : random.nextInt(plain)]);
      text.append(spaces[random.nextInt(spaces.length)]);
    }
    return text.toString();
  }

  @Test
  void theNewerRuleTakesEndsOfSentencesForPunctuation() {
    String text = words(49) + "\u0964 \u0964";
    assertThat(GopherQuality.V1.judge(text)).isEqualTo(Verdict.KEEP);
    assertThat(GopherQuality.V2.judge(text))
        .isEqualTo(new Verdict.Drop("gopher-quality-whitespace-v2", "gopher_short_doc"));
  }

  @Test
  void profilesAreFoundByName() {
    assertThat(Filters.profile("none")).isEmpty();
    assertThat(Filters.profile("gopher-quality")).hasSize(1);
    assertThatThrownBy(() -> Filters.profile("gofer"))
        .hasMessageContaining("gofer")
        .hasMessageContaining("gopher-quality");
  }

  @Test
  void documentSizeCountsBytesOfUtf8() {
    DocumentSize size = new DocumentSize(6);
    assertThat(size.judge("\u20ac\u20ac")).isEqualTo(Verdict.KEEP);
    assertThat(size.judge("\ud83d\ude00ab")).isEqualTo(Verdict.KEEP);
    assertThat(size.judge("\u20ac\u20aca")).isInstanceOf(Verdict.Drop.class);
    assertThat(size.judge(" \n")).isInstanceOf(Verdict.Drop.class);
  }
}
