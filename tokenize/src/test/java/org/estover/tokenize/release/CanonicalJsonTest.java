package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
  @Test
  void goldenLinesAreReadAndWrittenByteForByte() throws IOException {
    List<String> lines = lines("canonical-json.golden");
    assertThat(lines).hasSizeGreaterThan(200);
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertThat(CanonicalJson.bytes(CanonicalJson.parse(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void everyOtherFormIsRefused() throws IOException {
    for (String line : lines("canonical-json-refused.txt")) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> CanonicalJson.parse(bytes))
          .as(line)
          .isInstanceOf(CanonicalJsonException.class);
    }
  }

  @Test
  void aRefusalNamesTheFirstWrongByte() {
    assertThatThrownBy(() -> CanonicalJson.parse(utf8("{\"a\":1,\"b\": 2}")))
        .hasMessage("byte 11: valid JSON, but not in canonical form");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin = {'"', (byte) 0xE4, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    byte[] marked = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
    for (byte[] bytes : List.of(latin, surrogate, utf16, marked, new byte[0])) {
      assertThatThrownBy(() -> CanonicalJson.parse(bytes))
          .isInstanceOf(CanonicalJsonException.class);
    }
  }

  @Test
  void keysStandInTheOrderOfTheirUtf16Units() {
    assertThat(CanonicalJson.text(Map.of("\uff61", 1, "\ud83d\ude00", 2, "é", 3, "z", 4, "", 5)))
        .isEqualTo("{\"\":5,\"z\":4,\"é\":3,\"\ud83d\ude00\":2,\"\uff61\":1}");
  }

  @Test
  void valuesWithoutACanonicalFormAreRefused() {
    for (Object value : List.of(1.5, 1L << 53, "\ud800", "\udc00a", 'x', Map.of(1, 2))) {
      assertThatThrownBy(() -> CanonicalJson.bytes(value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nestingIsLimited() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> CanonicalJson.parse(utf8(deep)))
        .isInstanceOf(CanonicalJsonException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CanonicalJsonTest.class.getResourceAsStream("/release/" + name))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }
}
