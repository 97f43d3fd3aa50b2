package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.language.LanguageFilter;
import org.junit.jupiter.api.Test;

final class PlanLanguagesTest {
  private static RunPlan parse(String keys) throws IOException {
    String plan = "corpus: small\nsources:\n  pages: {type: jsonl, files: x" + keys + "}\n";
    return RunPlan.parse(Path.of("plan.yaml"), plan);
  }

  @Test
  void aPlanThatAsksForNoLanguageIsWhatItWas() throws IOException {
    assertThat(parse("").filter().languages()).isEmpty();
    assertThat(parse(", languages: []").settings()).isEqualTo(parse("").settings());
    assertThat(parse("").settings().toString()).doesNotContain("language");
  }

  @Test
  void languagesAreAPartOfThePlanAndTheirOrderIsNot() throws IOException {
    RunPlan plan = parse(", languages: [en, de]");
    assertThat(plan.filter().languages())
        .containsEntry("pages", new LanguageFilter(List.of("de", "en"), 0.65));
    assertThat(plan.settings()).isEqualTo(parse(", languages: [de, en]").settings());
    assertThat(plan.settings()).isNotEqualTo(parse("").settings());
    assertThat(plan.settings())
        .isNotEqualTo(parse(", languages: [en, de], language-probability: 0.8").settings());
    assertThat(plan.settings())
        .isEqualTo(parse(", languages: [en, de], language-probability: 0.65").settings());
  }

  @Test
  void whatMakesNoRuleIsRefused() {
    assertThatThrownBy(() -> parse(", languages: [en, xx]"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"xx\"")
        .hasMessageContaining("zh-Hans");
    assertThatThrownBy(() -> parse(", language-probability: 0.8"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("add them");
    assertThatThrownBy(() -> parse(", languages: en, language-probability: 2"))
        .isInstanceOf(PlanException.class);
  }
}
