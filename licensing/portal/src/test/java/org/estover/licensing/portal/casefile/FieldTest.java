package org.estover.licensing.portal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FieldTest {
  @Test
  void aLineIsOneAndReadsInOneDirection() {
    Field line = Field.line("name", 20);
    assertThat(line.problem("Ada Owner")).isEmpty();
    for (String wrong : new String[] {"a\nb", "a\rb", "a\tb", "a\u202eb", "a\u2029b"}) {
      assertThat(line.problem(wrong)).as(wrong).isEqualTo("field.control");
    }
  }

  @Test
  void wordsHaveLinesAndTabsAndNoOtherControlCharacters() {
    Field words = Field.words("words");
    assertThat(words.problem("a\tb\r\nc")).isEmpty();
    assertThat(words.problem("a\u001bb")).isEqualTo("field.control");
    assertThat(words.problem("a\u009bb")).isEqualTo("field.control");
  }
}
