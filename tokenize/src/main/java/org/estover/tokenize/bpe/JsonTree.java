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
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private final JsonParser parser;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  static Object read(String file, InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      parser.nextToken();
      Object value = new JsonTree(parser).value(file);
      if (parser.nextToken() != null) {
        throw Errors.unsupported(file, "end", "one JSON value", "more behind it");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Errors.notJson(file, e);
    }
  }

  private Object value(String file) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw Errors.unsupported(file, "start", "a JSON value", "an empty file");
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        Object member = value(file);
        if (member != NULL) {
          members.put(name, member);
        }
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(file));
      }
      return elements;
    }
    return scalar(token);
  }

  private Object scalar(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return NULL;
    }
    if (token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getText();
  }
}
