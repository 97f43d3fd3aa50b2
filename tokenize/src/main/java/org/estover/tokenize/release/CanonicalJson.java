package org.estover.tokenize.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one way to write a JSON value as bytes, so that equal values have equal digests: RFC 8785
 * restricted to objects, arrays, strings, booleans and integers of magnitude below 2^53.
 *
 * <p>Keys stand in the order of their UTF-16 units, nothing is padded, strings are UTF-8 with the
 * shortest escapes. No null, no fractions, no lone surrogates; larger numbers are decimal strings.
 *
 * <p>In Java an object is a {@code Map<String, ?>}, an array a {@code List}, an integer a {@code
 * Long} (an {@code Integer} is accepted for writing). Thread-safe.
 */
public final class CanonicalJson {
  private static final long INTEGER_LIMIT = 1L << 53;
  private static final int DEPTH_LIMIT = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
          .build();

  private CanonicalJson() {}

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if it holds anything that canonical JSON cannot say
   */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a value as {@link #bytes} does, before the encoding as UTF-8. */
  public static String text(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, 0);
    return out.toString();
  }

  /** Copies an object deeply into immutable maps and lists with {@code Long} integers. */
  public static SortedMap<String, Object> copyObject(Map<String, ?> object) {
    try {
      return parseObject(bytes(object));
    } catch (IOException e) {
      throw new AssertionError("what was written can be read", e);
    }
  }

  /** Reads a value that must be an object. */
  public static SortedMap<String, Object> parseObject(byte[] json) throws IOException {
    Object value = parse(json);
    if (!(value instanceof SortedMap)) {
      throw new CanonicalJsonException(0, "expected an object");
    }
    @SuppressWarnings("unchecked") // parse makes maps of this type only
    SortedMap<String, Object> object = (SortedMap<String, Object>) value;
    return object;
  }

  /**
   * Reads a value and demands that the bytes are the canonical ones.
   *
   * @throws CanonicalJsonException naming the first byte that is not as it has to be
   */
  public static Object parse(byte[] json) throws IOException {
    Object value;
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      value = value(parser);
      if (parser.nextToken() != null) {
        throw new CanonicalJsonException(offset(parser), "more after the end of the value");
      }
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
      throw new CanonicalJsonException(Math.max(0, at), e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw new CanonicalJsonException(0, "not UTF-8");
    }
    int differs = Arrays.mismatch(json, bytes(value));
    if (differs >= 0) {
      throw new CanonicalJsonException(differs, "valid JSON, but not in canonical form");
    }
    return value;
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new CanonicalJsonException(offset(parser), "expected a value, found the end");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> string(parser, parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> throw new CanonicalJsonException(offset(parser), "null is not used");
      case VALUE_NUMBER_FLOAT ->
          throw new CanonicalJsonException(offset(parser), "a number with a fraction or exponent");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new CanonicalJsonException(offset(parser), "expected a value, found " + token);
    };
  }

  private static SortedMap<String, Object> object(JsonParser parser) throws IOException {
    TreeMap<String, Object> object = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = string(parser, parser.currentName());
      parser.nextToken();
      object.put(key, value(parser));
    }
    return Collections.unmodifiableSortedMap(object);
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return List.copyOf(array);
  }

  private static Long integer(JsonParser parser) throws IOException {
    boolean fits =
        switch (parser.getNumberType()) {
          case INT, LONG -> Math.abs(parser.getLongValue()) < INTEGER_LIMIT;
          case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> false;
        };
    if (!fits || parser.getLongValue() == Long.MIN_VALUE) {
      throw new CanonicalJsonException(offset(parser), "an integer of 2^53 or more");
    }
    return parser.getLongValue();
  }

  private static String string(JsonParser parser, String text) throws IOException {
    if (loneSurrogate(text) >= 0) {
      throw new CanonicalJsonException(offset(parser), "a surrogate without its partner");
    }
    return text;
  }

  private static long offset(JsonParser parser) {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }

  private static void write(Object value, StringBuilder out, int depth) {
    if (depth >= DEPTH_LIMIT) {
      throw new IllegalArgumentException("JSON nested more than " + DEPTH_LIMIT + " deep");
    }
    if (value instanceof String text) {
      writeString(text, out);
    } else if (value instanceof Long || value instanceof Integer) {
      writeInteger(((Number) value).longValue(), out);
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Map<?, ?> object) {
      writeObject(object, out, depth);
    } else if (value instanceof List<?> array) {
      writeArray(array, out, depth);
    } else {
      throw new IllegalArgumentException("canonical JSON has no " + value.getClass().getName());
    }
  }

  private static void writeObject(Map<?, ?> object, StringBuilder out, int depth) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> field : object.entrySet()) {
      if (!(field.getKey() instanceof String key) || field.getValue() == null) {
        throw new IllegalArgumentException("canonical JSON has no field " + field);
      }
      sorted.put(key, field.getValue());
    }
    char separator = '{';
    for (Map.Entry<String, Object> field : sorted.entrySet()) {
      out.append(separator);
      writeString(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out, depth + 1);
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(List<?> array, StringBuilder out, int depth) {
    char separator = '[';
    for (Object element : array) {
      out.append(separator);
      write(element, out, depth + 1);
      separator = ',';
    }
    out.append(array.isEmpty() ? "[]" : "]");
  }

  private static void writeInteger(long value, StringBuilder out) {
    if (value <= -INTEGER_LIMIT || value >= INTEGER_LIMIT) {
      throw new IllegalArgumentException(value + " needs more than 53 bits: write it as a string");
    }
    out.append(value);
  }

  private static void writeString(String text, StringBuilder out) {
    if (isPlain(text)) {
      out.append('"').append(text).append('"');
      return;
    }
    int lone = loneSurrogate(text);
    if (lone >= 0) {
      throw new IllegalArgumentException("a surrogate without its partner at index " + lone);
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      writeUnit(text.charAt(i), out);
    }
    out.append('"');
  }

  /** Whether a text is written as it is: most are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < ' ' || unit == '"' || unit == '\\' || unit >= Character.MIN_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  private static void writeUnit(char unit, StringBuilder out) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (unit < ' ') {
          String digits = "0123456789abcdef";
          out.append("\\u00").append(digits.charAt(unit >> 4)).append(digits.charAt(unit & 15));
        } else {
          out.append(unit);
        }
      }
    }
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
