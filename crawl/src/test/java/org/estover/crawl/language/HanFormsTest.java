package org.estover.crawl.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Transliterator;
import org.junit.jupiter.api.Test;

final class HanFormsTest {
  @Test
  void theFormsAreThoseThatIcuConverts() {
    Transliterator toTraditional = Transliterator.getInstance("Simplified-Traditional");
    Transliterator toSimplified = Transliterator.getInstance("Traditional-Simplified");
    StringBuilder expected = new StringBuilder();
    StringBuilder found = new StringBuilder();
    for (int unit = HanForms.FIRST; unit < HanForms.END; unit++) {
      String character = Character.toString((char) unit);
      found.append(character).append(HanForms.tag(character)).append('\n');
      boolean isHan = UScript.getScript(unit) == UScript.HAN;
      boolean inTraditional = toTraditional.transliterate(character).equals(character);
      boolean inSimplified = toSimplified.transliterate(character).equals(character);
      String form = inTraditional == inSimplified ? "" : inSimplified ? "-Hans" : "-Hant";
      expected.append(character).append("zh").append(isHan ? form : "").append('\n');
    }
    assertThat(found.toString()).isEqualTo(expected.toString());
  }
}
