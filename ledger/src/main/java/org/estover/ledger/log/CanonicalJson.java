package org.estover.ledger.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Writes and reads the canonical form: RFC 8785 restricted as {@link JsonObject} says. */
final class CanonicalJson {

  /** Integers of this size and above are not exact in every reader of JSON. */
  private static final long INTEGER_LIMIT = 1L << 53;

  static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1 << 28)
                  .maxNameLength(1 << 28)
                  .build())
          .build();

  private CanonicalJson() {}

  static byte[] bytes(byte[] before, JsonObject object) {
    CanonicalWriter out = new CanonicalWriter(before, object);
    out.write(object, 0);
    return out.bytes();
  }

  static String string(JsonObject object) {
    return new String(object.bytes(), StandardCharsets.UTF_8);
  }

  /** Passes a string that UTF-8 can carry; a lone surrogate cannot be written and is refused. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          throw Errors.loneSurrogate(i);
        }
        i++;
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

  static JsonObject parse(byte[] bytes, int from) {
    JsonObject quick = CanonicalReader.read(bytes, from);
    return quick == null ? parseAny(Arrays.copyOfRange(bytes, from, bytes.length)) : quick;
  }

  /** Reads any form of an object, and refuses all but the canonical one. */
  static JsonObject parseAny(byte[] canonical) {
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
    SortedMembers.Builder members = new SortedMembers.Builder(8);
    String before = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = text(parser.currentName());
      boolean first = members.isEmpty();
      if (!first && before.compareTo(name) >= 0) {
        throw Errors.notCanonical("member \"" + name + "\" follows \"" + before + "\"");
      }
      members.add(name, value(parser, parser.nextToken()));
      before = name;
    }
    return new JsonObject(members.members());
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          elements.add(value(parser, t));
        }
        yield Collections.unmodifiableList(elements);
      }
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser.getLongValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw Errors.notCanonical(token + " is outside the subset");
    };
  }
}
