package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prose of any language stays, with or without spaces; what repeats itself or is too short goes.
 */
final class DefaultProfileTest {
  private static final String CHINESE =
      "\u6751\u91cc\u7684\u8349\u5730\u5f52\u5927\u5bb6\u6240\u6709\uff0c\u6bcf\u5bb6\u90fd\u53ef\u4ee5"
          + "\u653e\u725b\u653e\u7f8a\uff0c\u4f46\u662f\u4e0d\u8bb8\u591a\u653e\u3002\u8c01\u8981\u780d"
          + "\u67f4\uff0c\u5fc5\u987b\u5148\u95ee\u8fc7\u957f\u8001\u2026\u2026\n\n"
          + "\u79cb\u5929\u6536\u5b8c\u5e84\u7a3c\u4ee5\u540e\uff0c\u4eba\u4eec\u5728\u6cb3\u8fb9\u5f00"
          + "\u4f1a\uff0c\u628a\u660e\u5e74\u7684\u89c4\u77e9\u518d\u5ff5\u4e00\u904d\u3002\u5e74\u8f7b"
          + "\u4eba\u542c\u7740\uff0c\u8001\u4eba\u7b11\u7740\u8bf4\uff1a\u8fd9\u4e9b\u8bdd\u6bd4\u68ee"
          + "\u6797\u8fd8\u8981\u8001\u3002\n\n\u51ac\u5929\u96ea\u5927\uff0c\u8def\u4e0d\u597d\u8d70"
          + "\uff0c\u90bb\u5c45\u4e4b\u95f4\u4e92\u76f8\u9001\u6728\u70ad\u548c\u7c73\u9762\u3002";
  private static final String THAI =
      "\u0e17\u0e38\u0e48\u0e07\u0e2b\u0e0d\u0e49\u0e32\u0e02\u0e2d\u0e07\u0e2b\u0e21\u0e39\u0e48\u0e1a"
          + "\u0e49\u0e32\u0e19\u0e40\u0e1b\u0e47\u0e19\u0e02\u0e2d\u0e07\u0e17\u0e38\u0e01\u0e04\u0e19"
          + " \u0e43\u0e04\u0e23\u0e08\u0e30\u0e40\u0e25\u0e35\u0e49\u0e22\u0e07\u0e27\u0e31\u0e27\u0e01"
          + "\u0e47\u0e44\u0e14\u0e49\u0e41\u0e15\u0e48\u0e15\u0e49\u0e2d\u0e07\u0e1a\u0e2d\u0e01\u0e1c"
          + "\u0e39\u0e49\u0e43\u0e2b\u0e0d\u0e48\u0e01\u0e48\u0e2d\u0e19 \u0e1e\u0e2d\u0e16\u0e36\u0e07"
          + "\u0e24\u0e14\u0e39\u0e40\u0e01\u0e47\u0e1a\u0e40\u0e01\u0e35\u0e48\u0e22\u0e27 \u0e0a\u0e32"
          + "\u0e27\u0e1a\u0e49\u0e32\u0e19\u0e08\u0e30\u0e21\u0e32\u0e1b\u0e23\u0e30\u0e0a\u0e38\u0e21"
          + "\u0e01\u0e31\u0e19\u0e23\u0e34\u0e21\u0e41\u0e21\u0e48\u0e19\u0e49\u0e33\u0e41\u0e25\u0e30"
          + "\u0e17\u0e1a\u0e17\u0e27\u0e19\u0e01\u0e0e\u0e02\u0e2d\u0e07\u0e1b\u0e35\u0e2b\u0e19\u0e49"
          + "\u0e32";
  private static final String GERMAN =
      """
      Wer im Dorf Vieh hielt, trieb es vom Fr\u00fchjahr an auf die gemeinsame Weide. Holz durfte
      jeder sammeln, soweit es am Boden lag; gef\u00e4llt wurde nur mit Erlaubnis des Schulzen.

      Im Herbst sa\u00dfen alle am Fluss beisammen und lasen die alten Regeln noch einmal laut vor.
      Gestritten wurde selten, denn niemand wollte im Winter ohne Nachbarn sein.
      """;

  private static String reason(String text) {
    return FilterChain.of("default").judge(text) instanceof Verdict.Drop drop ? drop.reason() : "";
  }

  @ParameterizedTest
  @ValueSource(strings = {CHINESE, THAI, GERMAN})
  void proseOfAnyLanguageStays(String prose) {
    assertThat(reason(prose)).isEmpty();
    assertThat(FilterChain.of("datatrove").judge(prose)).isInstanceOf(Verdict.Drop.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHINESE, THAI, GERMAN})
  void whatStandsOverAndOverAgainGoes(String prose) {
    String line = prose.substring(0, 30).replace('\n', ' ');
    assertThat(reason((line + "\n").repeat(40))).isEqualTo("dup_line_frac");
    assertThat(reason((line + " ").repeat(40))).contains("_gram");
  }

  @Test
  void whatIsShortGoes() {
    assertThat(reason(CHINESE.substring(0, 40))).isEqualTo("gopher_short_doc");
    assertThat(reason(GERMAN.substring(0, 200))).isEqualTo("gopher_short_doc");
  }

  @Test
  void wordsOfSpacedScriptsKeepTheirMeanLength() {
    String letters =
        IntStream.range(0, 200)
            .mapToObj(i -> "" + (char) ('a' + i % 26) + (char) ('a' + i / 26))
            .collect(Collectors.joining(" "));
    assertThat(reason(letters)).isEqualTo("gopher_below_avg_threshold");
  }
}
