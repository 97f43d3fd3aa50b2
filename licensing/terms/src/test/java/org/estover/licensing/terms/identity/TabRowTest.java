package org.estover.licensing.terms.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TabRowTest {

  @Test
  void aRowStaysARowOfValues() {
    assertThat(TabRow.of(List.of("", "a\tb\nc", "-12.50", "plain")))
        .isEqualTo("\ta?b?c\t-12.50\tplain\n");
    assertThat(TabRow.of(List.of("=HYPERLINK(\"x\")", "+1", "-x", "@y")))
        .isEqualTo("'=HYPERLINK(\"x\")\t'+1\t'-x\t'@y\n");
  }
}
