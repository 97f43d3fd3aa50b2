package org.estover.tokenize.shard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it: {@code ", "} and {@code ": "}, all in ASCII. */
public final class PythonText {
  private PythonText() {}

  /** A string in quotes. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            quoted.append(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** An object, list, string, number or null. */
  static String json(@Nullable Object value) {
    if (value instanceof SortedMap<?, ?> object) {
      return object.entrySet().stream()
          .map(
              (Map.Entry<?, ?> entry) ->
                  quoted((String) entry.getKey()) + ": " + json(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PythonText::json).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }
}
