package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edge cases of draft-ietf-aipref-vocab-08 and of RFC 9651 dictionaries. */
final class ContentUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          train-ai=n                       | DENIES
          train-ai=y                       | PERMITS
          train-ai=n, ai-use=n, search=y   | DENIES
          search=y, ai-use=n               | SILENT
          train-ai=y, train-ai             | SILENT
          train-ai, train-ai=y             | PERMITS
          train-ai=n, train-ai=y           | PERMITS
          Train-AI=n                       | SILENT
          train-ai=n,                      | SILENT
          train-ai=n, Search=y             | SILENT
          train-ai="n"                     | SILENT
          train-ai=?0                      | SILENT
          train-ai=no                      | SILENT
          train-ai=(n)                     | SILENT
          train-ai;allow=n, train-ai=y     | PERMITS
          train-ai=n;exceptions=cc-cr      | DENIES
          train-ai=n, x=1.5, y=:YQ==:, z=@5 | DENIES
          train-ai=n, x=1.                 | SILENT
          train-ai=n, x=%"a%c3%a9"         | DENIES
          genai=n                          | DENIES
          genai=y                          | SILENT
          tdm=n                            | DENIES
          """)
  void valueStates(String value, Stance stance) {
    assertThat(new ContentUsage("header", "", value.strip()).stance(Use.AI_TRAIN))
        .isEqualTo(stance);
  }
}
