package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTreeTest {
  private static final JsonFactory LIBRARY = new JsonFactory();

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatALibraryWritesIsReadBack(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      StringWriter json = new StringWriter();
      Object value;
      try (JsonGenerator out = LIBRARY.createGenerator(json)) {
        if (random.nextBoolean()) {
          out.useDefaultPrettyPrinter();
        }
        if (random.nextBoolean()) {
          out.setHighestNonEscapedChar(127);
        }
        value = write(random, out, 4);
      }
      assertThat(read(json.toString())).as(json.toString()).isEqualTo(value);
    }
  }

  /** One byte of good JSON changed: read as the library reads it, or refused as it refuses. */
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatALibraryRefusesIsRefused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String alphabet = "{}[]:,\"\\0123456789-+.eEtrufalsn \n\tx\u00e9";
    for (int i = 0; i < 2_000; i++) {
      StringWriter json = new StringWriter();
      try (JsonGenerator out = LIBRARY.createGenerator(json)) {
        write(random, out, 3);
      }
      StringBuilder changed = new StringBuilder(json.toString());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      changed.setCharAt(random.nextInt(changed.length()), c);
      String text = changed.toString();
      if (isValid(text)) {
        read(text);
      } else {
        assertThatThrownBy(() -> read(text))
            .as(text)
            .isInstanceOf(UnsupportedTokenizerException.class)
            .hasMessageStartingWith("some.json: no valid JSON: byte ");
      }
    }
  }

  @Test
  void numbersThatAreNoLongStayText() throws IOException {
    assertThat(read("[1, -7, 0.5, 1e3, 12345678901234567890]"))
        .isEqualTo(List.of(1L, -7L, "0.5", "1e3", "12345678901234567890"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\u12g4\"", "\"\\x\"", "\"a", "01", "1.", "[1,]", "{\"a\" 1}", "nul", "\"\n\""})
  void whatIsNotJsonIsRefusedWithItsPlace(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageMatching("some\\.json: no valid JSON: byte \\d+: expected .*, found .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\ud800\"", "\"\\udc00\\ud800b\"", "{\"\\ud83d\\n\":1}"})
  void surrogatesWithoutTheirPartnersAreRefused(String json) throws IOException {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("expected text, found a surrogate without its partner");
    assertThat(read("\"\\ud83d\\ude00\"")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void moreValuesThanAnyTokenizerHasAreRefused() {
    assertThatThrownBy(() -> read("[" + "{},".repeat(JsonTree.MOST_VALUES) + "1]"))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("expected at most 4194304 values");
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackEnds() {
    assertThatThrownBy(() -> read("[".repeat(1_000_000)))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("at most 64 values within each other");
  }

  private static Object read(String json) throws IOException {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return JsonTree.read("some.json", new ByteArrayInputStream(utf8));
  }

  private static boolean isValid(String json) throws IOException {
    try (JsonParser parser = LIBRARY.createParser(json)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      int depth = 0;
      int values = 0;
      while (parser.nextToken() != null) {
        depth += parser.currentToken().isStructStart() ? 1 : 0;
        depth -= parser.currentToken().isStructEnd() ? 1 : 0;
        values += depth == 0 ? 1 : 0;
        parser.getText();
      }
      return values == 1;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Object write(SplittableRandom random, JsonGenerator out, int depth)
      throws IOException {
    switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> {
        long number = random.nextLong() >> random.nextInt(4, 64);
        out.writeNumber(number);
        return number;
      }
      case 1 -> {
        boolean flag = random.nextBoolean();
        out.writeBoolean(flag);
        return flag;
      }
      case 2, 3 -> {
        String text = RandomText.ofAnyScript(random);
        out.writeString(text);
        return text;
      }
      case 4 -> {
        List<Object> elements = new ArrayList<>();
        out.writeStartArray();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(write(random, out, depth - 1));
        }
        out.writeEndArray();
        return elements;
      }
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        out.writeStartObject();
        for (int i = random.nextInt(4); i > 0; i--) {
          String name = i + RandomText.of(random);
          out.writeFieldName(name);
          members.put(name, write(random, out, depth - 1));
        }
        out.writeEndObject();
        return members;
      }
    }
  }
}
