package org.estover.tokenize.bpe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole JSON value into maps, lists, strings, longs and booleans; null members vanish. */
final class JsonTree {
  private static final Object NULL = new Object();
  private static final int LONGEST_TEXT = 1 << 23;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The names in a vocabulary are its tokens: nothing is gained by keeping them for good.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNameLength(LONGEST_TEXT)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;

  private JsonTree(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static Object read(String file, InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      parser.nextToken();
      Object value = new JsonTree(file, parser).value();
      if (parser.nextToken() != null) {
        throw Errors.unsupported(file, "end", "one JSON value", "more behind it");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Errors.notJson(file, e);
    }
  }

  private Object value() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw Errors.unsupported(file, "start", "a JSON value", "an empty file");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_NULL -> NULL;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> number();
      default -> parser.getText();
    };
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object member = value();
      if (member != NULL && members.put(name, member) != null) {
        throw Errors.unsupported(
            file,
            "line " + parser.currentLocation().getLineNr(),
            "each name once in an object",
            "\"" + name + "\" again");
      }
    }
    return members;
  }

  private List<Object> array() throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }

  /** A long, or the digits of what is none. */
  private Object number() throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getText()
        : (Object) parser.getLongValue();
  }
}
