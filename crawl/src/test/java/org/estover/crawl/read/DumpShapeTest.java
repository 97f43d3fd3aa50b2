package org.estover.crawl.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.estover.crawl.source.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small size of {@code infra/checks/wikipedia-dump}. */
final class DumpShapeTest {
  @TempDir private Path folder;

  @Test
  void everyArticleOfADumpIsADocumentWithoutMarkup() throws IOException {
    Path file = folder.resolve("dump.xml");
    DumpShape.Count count = DumpShape.write(file, 2 << 20, 300_000);
    ReadTexts texts = ReadTexts.of("wikipedia", file, ReadLimits.DEFAULT);
    assertThat(texts.documents).hasSize(count.articles());
    assertThat(texts.skipped.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(count.others());
    assertThat(texts.asides).isEmpty();
    assertThat(texts.documents).anyMatch(document -> document.text().length() > 100_000);
    for (ReadDocument document : texts.documents) {
      assertThat(document.text())
          .as(document.title())
          .doesNotContain("{{", "}}", "[[", "]]", "''", "==", "<ref", "{|", "File:", "Category:");
      assertThat(document.text().toLowerCase(Locale.ROOT)).doesNotContain("infobox", "style=");
    }
  }
}
