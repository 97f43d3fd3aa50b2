package org.estover.crawl.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every reader makes of a rich input of its kind, to the letter. */
final class GoldenTextsTest {
  private static final Path FOLDER = Path.of("src/test/resources/read");

  @ParameterizedTest
  @CsvSource({
    "wikipedia, dump.xml",
    "wikipedia, dewiki.xml",
    "jats, article.nxml",
    "jats, set.xml",
    "stackexchange, herons.stackexchange.test/Posts.xml"
  })
  void everyDocumentIsToTheLetter(String kind, String file) throws IOException {
    Path input = FOLDER.resolve(kind).resolve(file);
    Path golden = FOLDER.resolve(kind).resolve(file.replaceAll(".*/", "") + ".txt");
    String shown = ReadTexts.of(kind, input).shown();
    if (Boolean.getBoolean("estover.rewrite")) {
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }
}
