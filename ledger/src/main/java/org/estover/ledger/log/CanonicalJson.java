package org.estover.ledger.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads the canonical form: RFC 8785 restricted as {@link JsonObject} says. */
final class CanonicalJson {

  /** Integers of this size and above are not exact in every reader of JSON. */
  private static final long INTEGER_LIMIT = 1L << 53;

  private static final int MAX_DEPTH = 32;
  private static final String HEX = "0123456789abcdef";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1 << 28)
                  .build())
          .build();

  private CanonicalJson() {}

  static byte[] bytes(JsonObject object) {
    return string(object).getBytes(StandardCharsets.UTF_8);
  }

  static String string(JsonObject object) {
    StringBuilder out = new StringBuilder(256);
    write(out, object, 0);
    return out.toString();
  }

  /** Passes a string that UTF-8 can carry; a lone surrogate cannot be written and is refused. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw Errors.loneSurrogate(i);
      }
    }
    return text;
  }

  static Long integer(long value) {
    if (value <= -INTEGER_LIMIT || value >= INTEGER_LIMIT) {
      throw Errors.integerTooLarge(value);
    }
    return value;
  }

  static JsonObject parse(byte[] canonical) {
    JsonObject object;
    try (JsonParser parser = FACTORY.createParser(canonical)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Errors.notCanonical("it is not an object");
      }
      object = object(parser);
      if (parser.nextToken() != null) {
        throw Errors.notCanonical("something follows the object");
      }
    } catch (IOException e) {
      throw Errors.notCanonical(firstLine(e));
    }
    byte[] written = object.bytes();
    if (!Arrays.equals(written, canonical)) {
      throw Errors.notCanonical("byte " + Arrays.mismatch(written, canonical) + " differs");
    }
    return object;
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, Object> members = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return JsonObject.of(members);
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          elements.add(value(parser, t));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw Errors.notCanonical(token + " is outside the subset");
    };
  }

  private static void write(StringBuilder out, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw Errors.tooDeep(MAX_DEPTH);
    }
    if (value instanceof JsonObject object) {
      char separator = '{';
      for (Map.Entry<String, Object> member : object.members().entrySet()) {
        quote(out.append(separator), member.getKey());
        write(out.append(':'), member.getValue(), depth + 1);
        separator = ',';
      }
      out.append(separator == '{' ? "{}" : "}");
    } else if (value instanceof List<?> elements) {
      char separator = '[';
      for (Object element : elements) {
        write(out.append(separator), element, depth + 1);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof String text) {
      quote(out, text);
    } else {
      out.append(value);
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
