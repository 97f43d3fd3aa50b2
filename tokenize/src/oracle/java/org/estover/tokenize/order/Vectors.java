package org.estover.tokenize.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The recorded orders of the peers: JSON objects with names, and what is in them. */
final class Vectors {
  static final Path FOLDER = Path.of(System.getProperty("estover.shared")).resolve("vectors/order");

  private final Map<?, ?> object;

  private Vectors(Map<?, ?> object) {
    this.object = object;
  }

  static Vectors load(String name) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(FOLDER.resolve(name).toFile())) {
      parser.nextToken();
      return new Vectors((Map<?, ?>) Objects.requireNonNull(value(parser)));
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return switch (token) {
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  String text(String name) {
    return (String) Objects.requireNonNull(object.get(name), name);
  }

  boolean flag(String name) {
    return (Boolean) Objects.requireNonNull(object.get(name), name);
  }

  int number(String name) {
    return Math.toIntExact(longNumber(name));
  }

  long longNumber(String name) {
    return (Long) Objects.requireNonNull(object.get(name), name);
  }

  List<?> list(String name) {
    return (List<?>) Objects.requireNonNull(object.get(name), name);
  }

  long[] numbers(String name) {
    return longs(list(name));
  }

  double[] doubles(String name) {
    return list(name).stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
  }

  List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  Vectors object(String name) {
    return new Vectors((Map<?, ?>) Objects.requireNonNull(object.get(name), name));
  }

  List<Vectors> objects(String name) {
    return list(name).stream()
        .map(each -> new Vectors(each == null ? Map.of() : (Map<?, ?>) each))
        .toList();
  }

  static long[] longs(Object list) {
    return ((List<?>) list).stream().mapToLong(number -> (Long) number).toArray();
  }

  static Path corpus(String name) {
    return FOLDER.resolve(name);
  }

  static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(digest().digest(Files.readAllBytes(file)));
  }

  /** SHA-256 over rows of tokens as 32-bit little-endian integers. */
  static String sha256(Iterable<int[]> rows) {
    MessageDigest digest = digest();
    for (int[] row : rows) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(row);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return String.valueOf(object.containsKey("tag") ? object.get("tag") : object);
  }
}
