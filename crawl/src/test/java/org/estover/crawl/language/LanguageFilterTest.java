package org.estover.crawl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.estover.crawl.filter.Verdict;
import org.junit.jupiter.api.Test;

final class LanguageFilterTest {
  private static final String GERMAN = "Alle Menschen sind frei und gleich an Würde geboren.";
  private static final String ENGLISH = "All human beings are born free and equal in dignity.";

  @Test
  void aTextStaysIfItsLanguageIsAskedForAndSureEnough() {
    LanguageFilter filter = new LanguageFilter(List.of("de", "zh"), 0.65);
    assertThat(filter.judge(GERMAN)).isEqualTo(Verdict.KEEP);
    assertThat(filter.judge("我们认为下面这些真理是不言而喻的")).isEqualTo(Verdict.KEEP);
    assertThat(filter.judge(ENGLISH)).isEqualTo(new Verdict.Drop("language-v1", "language"));
    assertThat(filter.judge("12345")).isEqualTo(new Verdict.Drop("language-v1", "language"));
    assertThat(filter.name()).isEqualTo("language-v1");
  }

  @Test
  void aTextThatMayBeInAnotherLanguageGoes() {
    String both = (ENGLISH.repeat(4) + "\n" + GERMAN.repeat(4) + "\n").repeat(9);
    String tag = LanguageId.v2().identify(both).language();
    assertThat(new LanguageFilter(List.of(tag), 1).judge(both))
        .isEqualTo(new Verdict.Drop("language-v1", "language-probability"));
    assertThat(new LanguageFilter(List.of(tag), 0).judge(both)).isEqualTo(Verdict.KEEP);
  }

  @Test
  void unknownTagsAndProbabilitiesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LanguageFilter(List.of("xx"), 0.5))
        .withMessageContaining("\"xx\"")
        .withMessageContaining("zh-Hans");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LanguageFilter(List.of("en"), 1.5))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new IdentifiedLanguage("en", Double.NaN));
  }
}
