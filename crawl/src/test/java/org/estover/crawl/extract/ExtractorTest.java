package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.estover.crawl.extract.Extraction.Extracted;
import org.estover.crawl.extract.Extraction.NotText;
import org.estover.crawl.source.SourceItem;
import org.junit.jupiter.api.Test;

final class ExtractorTest {
  private static Extraction extract(String outcome, String type, String charset, byte[] payload) {
    return Extractor.extract(
        new SourceItem(
            "s", "http://a.test/", outcome, type, charset, payload, List.of(), "", "", "f", 0, ""));
  }

  private static Extraction extract(String type, String text) {
    return extract("ok", type, "", text.getBytes(UTF_8));
  }

  @Test
  void mediaTypeChoosesTheExtractor() {
    assertThat(extract("text/plain", "<p>a &amp; b")).isEqualTo(new Extracted("<p>a &amp; b", ""));
    assertThat(extract("text/html", "<p>a &amp; b")).isEqualTo(new Extracted("a & b", ""));
    assertThat(extract("", "<!DOCTYPE html><p>a")).isEqualTo(new Extracted("a", ""));
    assertThat(extract("text/x-java", "class A {}\r\n")).isEqualTo(new Extracted("class A {}", ""));
    assertThat(extract("image/png", "x")).isEqualTo(new NotText("media-type"));
    assertThat(extract("text/css", "a {}")).isEqualTo(new NotText("media-type"));
  }

  @Test
  void onlyWholeItemsAreRead() {
    byte[] text = "x".getBytes(UTF_8);
    assertThat(extract("http-404", "text/plain", "", text)).isEqualTo(new NotText("http-404"));
    assertThat(extract("ok", "text/plain", "", new byte[0])).isEqualTo(new NotText("no-text"));
  }

  @Test
  void bytesThatAreNoTextAreNotText() {
    assertThat(extract("text/plain", "a\0b")).isEqualTo(new NotText("nul-byte"));
    assertThat(extract("text/plain", "\u0001\u0002\u0003abc")).isEqualTo(new NotText("binary"));
    assertThat(extract("text/plain", " \n ")).isEqualTo(new NotText("no-text"));
  }

  @Test
  void charsetOfPlainTextIsDetected() {
    String japanese = "これは日本語の文章です。共有地の木を取る権利について書かれています。".repeat(5);
    byte[] bytes = japanese.getBytes(Charset.forName("Shift_JIS"));
    assertThat(extract("ok", "text/plain", "", bytes)).isEqualTo(new Extracted(japanese, ""));
    byte[] latin = "Grüße aus Köln".getBytes(Charset.forName("windows-1252"));
    assertThat(extract("ok", "text/plain", "latin1", latin))
        .isEqualTo(new Extracted("Grüße aus Köln", ""));
  }

  @Test
  void licenseOfAPageIsNormalised() {
    String page = "<link rel=license href='https://creativecommons.org/licenses/by-sa/4.0/'><p>a";
    assertThat(extract("text/html", page)).isEqualTo(new Extracted("a", "CC-BY-SA-4.0"));
  }
}
