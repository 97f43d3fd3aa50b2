package org.estover.tokenize.order;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.estover.tokenize.shard.PythonText;
import org.jspecify.annotations.Nullable;

/**
 * {@code json.dumps(value, indent=4)}: what Megatron-Core hashes into the names of its caches.
 *
 * <p>Values are maps with string keys, lists, strings, booleans, integers, doubles and null.
 */
final class PythonJson {
  private static final String INDENT = "    ";

  private PythonJson() {}

  static String dumps(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "\n");
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, String newLine) {
    if (value instanceof Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      text.append('{');
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        text.append(newLine).append(INDENT);
        text.append(PythonText.quoted((String) entry.getKey()));
        text.append(": ");
        write(text, entry.getValue(), newLine + INDENT);
        text.append(entries.hasNext() ? "," : newLine);
      }
      text.append('}');
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (int i = 0; i < list.size(); i++) {
        text.append(newLine).append(INDENT);
        write(text, list.get(i), newLine + INDENT);
        text.append(i < list.size() - 1 ? "," : newLine);
      }
      text.append(']');
    } else if (value instanceof String words) {
      text.append(PythonText.quoted(words));
    } else if (value instanceof Double number) {
      text.append(PythonNumbers.repr(number));
    } else if (value == null || value instanceof Boolean || isInteger(value)) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof java.math.BigInteger;
  }
}
