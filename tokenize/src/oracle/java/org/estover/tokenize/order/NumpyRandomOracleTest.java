package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class NumpyRandomOracleTest {
  private static final File NEOX =
      Path.of(System.getProperty("estover.shared")).resolve("vectors/order/neox.json").toFile();

  @Test
  void drawsAndShufflesAreNumpys() throws Exception {
    int shuffles = 0;
    for (Map<String, Object> vector : vectors()) {
      long seed = (Long) member(vector, "seed");
      if (vector.containsKey("raw32_first")) {
        NumpyRandom random = new NumpyRandom(seed);
        List<Long> drawn = LongStream.range(0, 1295).mapToObj(i -> random.next32()).toList();
        assertThat(drawn.subList(0, 10)).isEqualTo(member(vector, "raw32_first"));
        assertThat(drawn.subList(1290, 1295)).isEqualTo(member(vector, "raw32_at_1290"));
      }
      if (vector.get("shuffles") instanceof Map<?, ?> expected) {
        NumpyRandom random = new NumpyRandom(seed);
        for (Map.Entry<?, ?> shuffle : expected.entrySet()) {
          int[] values = IntStream.range(0, Integer.parseInt((String) shuffle.getKey())).toArray();
          random.shuffle(values);
          Object shuffled =
              shuffle.getValue() instanceof String
                  ? sha256(values)
                  : IntStream.of(values).asLongStream().boxed().toList();
          assertThat(shuffled).isEqualTo(shuffle.getValue());
          shuffles++;
        }
      }
    }
    assertThat(shuffles).isEqualTo(48);
  }

  @Test
  void aMillionElementsAreShuffledAsNumpyDoes() throws Exception {
    Map<String, Object> vector =
        vectors().stream().filter(v -> v.containsKey("n")).findFirst().orElseThrow();
    int[] values = IntStream.range(0, ((Long) member(vector, "n")).intValue()).toArray();
    new NumpyRandom((Long) member(vector, "seed")).shuffle(values);
    assertThat(sha256(values)).isEqualTo(member(vector, "int32le_sha256"));
  }

  private static String sha256(int[] values) throws Exception {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Object member(Map<String, Object> object, String name) {
    return Objects.requireNonNull(object.get(name));
  }

  private static List<Map<String, Object>> vectors() throws IOException {
    List<Map<String, Object>> vectors = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(NEOX)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        if (!name.equals("rng")) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          vectors.add(object(parser));
        }
      }
    }
    return vectors;
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        object.put(name, object(parser));
      } else if (token == JsonToken.START_ARRAY) {
        List<Long> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(parser.getLongValue());
        }
        object.put(name, values);
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        object.put(name, parser.getLongValue());
      } else {
        object.put(name, parser.getText());
      }
    }
    return object;
  }
}
