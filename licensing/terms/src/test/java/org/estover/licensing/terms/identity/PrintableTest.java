package org.estover.licensing.terms.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrintableTest {

  @Test
  void nothingSteersATerminalOrHides() {
    assertThat(Printable.of("a\u001B[2Jb\u202Ec\u200Bd\ne\uD800f")).isEqualTo("a?[2Jb?c?d?e?f");
  }

  @Test
  void namesOfAllScriptsStay() {
    assertThat(Printable.of("Ålesund 東京 😀 עברית")).isEqualTo("Ålesund 東京 😀 עברית");
  }

  @Test
  void idsFollowFromKindAndKey() {
    String id = ContentId.of("agr", Map.of("a", "1", "b", "2"));
    assertThat(ContentId.of("agr", Map.of("b", "2", "a", "1"))).isEqualTo(id);
    assertThat(ContentId.of("grt", Map.of("a", "1", "b", "2")).substring(4))
        .isNotEqualTo(id.substring(4));
    assertThat(ContentId.of("agr", Map.of("a", "1", "b", "3"))).isNotEqualTo(id);
  }
}
