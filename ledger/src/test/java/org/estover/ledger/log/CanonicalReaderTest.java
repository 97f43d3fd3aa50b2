package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The quick reader against the one that reads any form and writes it again. */
final class CanonicalReaderTest {

  private static final List<String> TEXTS =
      List.of("", "a", "amount", "b", "Bob & Söhne", "123", "\"", "\\", "\n", "\u007f", "😀", "é");

  private static final Pattern RARE = Pattern.compile("[\\\\-]|[0-9]{16}");

  /** What turns canonical bytes into others that are nearly so. */
  private static final byte[] LETTERS =
      " {}[]\",:0123456789-+.eEtrufalsn\\\t\n\u007fab".getBytes(StandardCharsets.ISO_8859_1);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatItReadsIsWhatTheOtherReads(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      JsonObject object = object(random, 0);
      byte[] bytes = object.bytes();
      assertThat(CanonicalJson.parseAny(bytes)).isEqualTo(object);
      assertThat(JsonObject.parse(bytes)).isEqualTo(object);
      JsonObject read = CanonicalReader.read(bytes, 0);
      // Escapes, signs and longer numbers are the other reader's.
      if (read != null || !RARE.matcher(new String(bytes, StandardCharsets.UTF_8)).find()) {
        assertThat(read).isEqualTo(object);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsNotCanonicalIsReadByNeither(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int taken = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = changed(random, object(random, 0).bytes());
      JsonObject read = CanonicalReader.read(bytes, 0);
      if (read != null) {
        assertThat(CanonicalJson.parseAny(bytes)).isEqualTo(read);
        assertThat(read.bytes()).isEqualTo(bytes);
        taken++;
      }
    }
    assertThat(taken).isPositive();
  }

  @Test
  void membersOutOfOrderOrTwiceAreNamed() {
    for (String json : List.of("{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}")) {
      assertThatThrownBy(() -> JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("member \"a\" follows");
    }
  }

  @Test
  void nestingEndsWhereTheOtherReadersEnds() {
    for (int depth = 1; depth < 40; depth++) {
      String json = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
      byte[] bytes = (depth == 1 ? "{}" : json).getBytes(StandardCharsets.UTF_8);
      boolean read = CanonicalReader.read(bytes, 0) != null;
      assertThat(read).as("depth " + depth).isEqualTo(depth <= CanonicalJson.MAX_DEPTH);
      if (!read) {
        assertThatThrownBy(() -> JsonObject.parse(bytes))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static byte[] changed(SplittableRandom random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte letter = LETTERS[random.nextInt(LETTERS.length)];
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[at] = letter;
      case 1 -> changed[at] = (byte) random.nextInt(256);
      case 2 -> {
        changed = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, changed, 0, at);
        changed[at] = letter;
        System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
      }
      default -> {
        changed = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(bytes, at + 1, changed, at, bytes.length - at - 1);
      }
    }
    return changed;
  }

  private static JsonObject object(SplittableRandom random, int depth) {
    Map<String, Object> members = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(TEXTS.get(random.nextInt(TEXTS.size())) + i, value(random, depth));
    }
    return JsonObject.of(members);
  }

  private static Object value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth < 3 ? 7 : 4)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextLong(-(1L << 53) + 1, 1L << 53) >> random.nextInt(60);
      case 2, 3 -> TEXTS.get(random.nextInt(TEXTS.size())).repeat(1 + random.nextInt(20));
      case 4 -> object(random, depth + 1);
      default -> {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(value(random, depth + 1));
        }
        yield elements;
      }
    };
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 8)
        : LongStream.of(Long.getLong("seed"));
  }

  @Test
  void whatIsWrittenIsReadAgainAndWhatIsNestedTooDeepIsNotWritten() {
    for (boolean array : new boolean[] {false, true}) {
      for (int depth = 28; depth < 40; depth++) {
        Object value = array ? List.of() : JsonObject.EMPTY;
        for (int i = 1; i < depth; i++) {
          value = i == depth - 1 || !array ? JsonObject.of(Map.of("a", value)) : List.of(value);
        }
        JsonObject object = (JsonObject) value;
        if (depth <= 32) {
          assertThat(JsonObject.parse(object.bytes())).isEqualTo(object);
        } else {
          assertThatThrownBy(object::bytes).hasMessageContaining("nested deeper");
        }
      }
    }
    JsonObject longName = JsonObject.of(Map.of("\n".repeat(60_000), "x"));
    assertThat(JsonObject.parse(longName.bytes())).isEqualTo(longName);
  }
}
