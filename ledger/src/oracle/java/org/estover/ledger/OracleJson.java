package org.estover.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JSON object of the vectors; null members are left out.
 *
 * @param members strings, longs, booleans, lists and objects
 */
public record OracleJson(Map<String, Object> members) {

  /** A file or folder of the vectors. */
  public static Path vectors(String path) {
    String shared = Objects.requireNonNull(System.getProperty("estover.shared"));
    return Path.of(shared, "vectors", "ledger").resolve(path);
  }

  /** The JSON files below a folder of the vectors. */
  public static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(vectors(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** Reads a file. */
  public static OracleJson read(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
      return (OracleJson) value(parser, parser.nextToken());
    }
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public Set<String> names() {
    return members.keySet();
  }

  public Object value(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  public String text(String name) {
    return (String) value(name);
  }

  public long number(String name) {
    return (Long) value(name);
  }

  public OracleJson object(String name) {
    return (OracleJson) value(name);
  }

  /** The strings of an array, none if it is absent. */
  public List<String> texts(String name) {
    return elements(name).stream().map(String.class::cast).toList();
  }

  /** The objects of an array. */
  public List<OracleJson> objects(String name) {
    return elements(name).stream().map(OracleJson.class::cast).toList();
  }

  private List<?> elements(String name) {
    return has(name) ? (List<?>) value(name) : List.of();
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken next = parser.nextToken();
          if (next != JsonToken.VALUE_NULL) {
            members.put(name, value(parser, next));
          }
        }
        yield new OracleJson(members);
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          elements.add(value(parser, t));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue().longValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IOException("unexpected " + token);
    };
  }
}
