package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AiTxtFileTest {
  private static AiTxtFile file(String text) {
    return AiTxtFile.parse(text.getBytes(UTF_8), "estover");
  }

  private static final String TEXTS =
      "# kept out\nUser-Agent: *\nDisallow: *.txt\nDisallow: *.html\nAllow: *.png\nAllow: /\n";

  @ParameterizedTest
  @CsvSource({
    "/a.txt, true",
    "/a.html, true",
    "/a, true",
    "/, true",
    "'', true",
    "/a/?q=1.5, true",
    "/a.png, false",
    "/a.json, false",
  })
  void kindsOfFilesAreKeptOut(String path, boolean reserved) {
    assertThat(file(TEXTS).reservation("https://a.test" + path).isPresent()).isEqualTo(reserved);
  }

  @Test
  void everythingIsKeptOutByASlashOrAStar() {
    assertThat(file("User-Agent: *\nDisallow: /\n").reservation("https://a.test/x"))
        .hasValue(new AiTxt("ai.txt:2[*]", "/", false));
    assertThat(file("User-Agent: *\nDisallow: *\n").reservation("https://a.test/x.png"))
        .hasValueSatisfying(
            rule -> {
              assertThat(rule.stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
              assertThat(rule.stance(Use.SEARCH)).isEqualTo(Stance.SILENT);
            });
  }

  @Test
  void anotherFileOfThatNameSaysNothing() {
    String markdown = "# Example\n\n> A site. Disallow: none\n\n- [Docs](https://a.test/docs)\n";
    assertThat(file(markdown).reservation("https://a.test/x")).isEmpty();
    assertThat(file("<html>not found</html>").reservation("https://a.test/x")).isEmpty();
    assertThat(file("User-Agent: *\n").reservation("https://a.test/x")).isEmpty();
  }

  @Test
  void anAllowIsNoConsent() {
    assertThat(file("User-Agent: *\nAllow: /\n").reservation("https://a.test/x")).isEmpty();
    assertThat(AiTxtFile.of(404, new byte[0], "estover").reservation("https://a.test/x")).isEmpty();
  }
}
