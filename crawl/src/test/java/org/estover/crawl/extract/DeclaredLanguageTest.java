package org.estover.crawl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeclaredLanguageTest {
  @ParameterizedTest
  @CsvSource({
    "en,en",
    "EN-us,en-US",
    "pt_BR,pt-BR",
    "zh-hant-tw,zh-Hant-TW",
    "iw,he",
    "' de ',de",
    "und,''",
    "'en, de',''",
    "english language,''",
    "'',''",
    "-,''",
  })
  void tagsHaveANormalForm(String tag, String normal) {
    assertThat(DeclaredLanguage.normal(tag)).isEqualTo(normal);
  }

  @Test
  void aTagThatIsNoneIsNothingHoweverLong() {
    assertThat(DeclaredLanguage.normal("a-".repeat(1 << 20))).isEmpty();
    assertThat(DeclaredLanguage.normal("e\0n")).isEmpty();
  }

  @Test
  void theRootSpeaksBeforeTheHead() {
    String meta = "<meta http-equiv=Content-Language content=fr>";
    assertThat(of("<html lang=de><head>" + meta)).isEqualTo("de");
    assertThat(of("<html lang=''><head>" + meta)).isEqualTo("fr");
    assertThat(of("<html xml:lang=de><head>")).isEqualTo("de");
    assertThat(of("<p lang=de>Hallo")).isEmpty();
    assertThat(of("")).isEmpty();
  }

  private static String of(String page) {
    return DeclaredLanguage.of(Jsoup.parse(page));
  }
}
