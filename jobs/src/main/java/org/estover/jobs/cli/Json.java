package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Results as JSON: one object. What commands say, in answers and in lines, has keys in camel case;
 * what is kept, such as a manifest, has the keys of its format.
 */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** A JSON text as a tree. */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** What a command answers that ended with an error. */
  static String error(int exitCode, String message) {
    return text(Map.of("error", Map.of("exitCode", exitCode, "message", Terminal.safe(message))));
  }

  static String text(Object value) {
    JsonNode tree = MAPPER.valueToTree(ordered(value));
    return escaped(tree.toPrettyString());
  }

  /**
   * The same value, whose objects list their members in an order that stays: the one that a map
   * keeps, else that of the keys. {@code Map.of} has another order in every process, and the same
   * question is to get the same bytes.
   */
  private static @Nullable Object ordered(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      boolean keepsOrder = value instanceof LinkedHashMap || value instanceof SortedMap;
      Map<String, @Nullable Object> object = keepsOrder ? new LinkedHashMap<>() : new TreeMap<>();
      members.forEach((name, member) -> object.put(String.valueOf(name), ordered(member)));
      return object;
    }
    return value instanceof List<?> items ? items.stream().map(Json::ordered).toList() : value;
  }

  /** The same JSON, with whatever could steer a terminal as an escape sequence. */
  private static String escaped(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              String written = Character.toString(c);
              if (c < 0x7f || Printable.of(written).equals(written)) {
                text.append(written);
              } else {
                written
                    .chars()
                    .forEach(unit -> text.append(String.format(Locale.ROOT, "\\u%04x", unit)));
              }
            });
    return text.toString();
  }
}
