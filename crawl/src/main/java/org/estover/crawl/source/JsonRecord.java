package org.estover.crawl.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Takes the mapped fields out of one JSON object, by streaming over its bytes. */
final class JsonRecord {
  private static final int TEXT = 0;
  private static final int URL = 1;
  private static final int ID = 2;
  private static final int LICENSE = 3;
  private static final int HOLDER = 4;
  private static final int DATE = 5;
  private static final int NAME_SHOWN = 60;

  private final JsonFactory json;
  private final List<String> paths;
  private final boolean nested;
  private final String[] values = new String[6];

  JsonRecord(FieldMapping fields, int maxLine) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(maxLine)
                    .maxDocumentLength(-1)
                    .build())
            // Interned names would let hostile input grow a table of the whole process.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.paths =
        List.of(
            fields.text(),
            fields.url(),
            fields.id(),
            fields.license(),
            fields.holder(),
            fields.date());
    this.nested = paths.stream().anyMatch(path -> path.contains("."));
  }

  /**
   * Reads a line.
   *
   * @return "" or the class of what is wrong with it
   */
  String read(byte[] bytes, int from, int to) throws IOException {
    Arrays.fill(values, "");
    try (JsonParser parser = json.createParser(bytes, from, to - from)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return "json-syntax";
      }
      if (first != JsonToken.START_OBJECT) {
        return "json-not-object";
      }
      members(parser, "");
      return parser.nextToken() == null ? "" : "json-syntax";
    } catch (JsonProcessingException e) {
      return "json-syntax";
    }
  }

  private void members(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      int field = paths.indexOf(path);
      if (value == JsonToken.START_OBJECT && nested) {
        members(parser, path + ".");
      } else if (value.isStructStart()) {
        parser.skipChildren();
      } else if (field >= 0 && !path.isEmpty() && value != JsonToken.VALUE_NULL) {
        String found = parser.getText();
        for (int i = field; i < values.length; i++) {
          if (paths.get(i).equals(path)) {
            values[i] = found;
          }
        }
      }
    }
  }

  /** The names of a line's values as a mapping would have them; of many only the first. */
  List<String> fields(byte[] bytes, int from, int to) throws IOException {
    List<String> fields = new ArrayList<>();
    Deque<String> above = new ArrayDeque<>();
    try (JsonParser parser = json.createParser(bytes, from, to - from)) {
      parser.nextToken();
      while (fields.size() < TextItems.FIELDS_SHOWN && parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.END_OBJECT) {
          above.poll();
        } else if (token != JsonToken.FIELD_NAME) {
          String path = above.isEmpty() ? "" : above.peek() + ".";
          path += shortened(parser.currentName());
          if (token == JsonToken.START_OBJECT) {
            above.push(path);
          } else if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
          } else {
            fields.add(path);
          }
        }
      }
    }
    return fields;
  }

  private static String shortened(String name) {
    return name.length() <= NAME_SHOWN ? name : name.substring(0, NAME_SHOWN) + "...";
  }

  /** The fields of the line read last. */
  TextRecord record() {
    return new TextRecord(
        values[TEXT], values[URL], values[ID], values[LICENSE], values[HOLDER], values[DATE]);
  }
}
