package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the fields of one JSON object; a field that is missing, of another type or
 * unknown is an {@link IllegalArgumentException} that names it by its path.
 */
final class JsonFields {
  private final String path;
  private final Map<?, ?> object;
  private final Set<String> seen = new HashSet<>();

  JsonFields(String path, Map<?, ?> object) {
    this.path = path;
    this.object = object;
  }

  String text(String key) {
    if (required(key) instanceof String text) {
      return text;
    }
    throw problem(key, "expected a string");
  }

  /** The text of a field, or the empty string where it is absent. */
  String textOrEmpty(String key) {
    if (!object.containsKey(key)) {
      return "";
    }
    if (text(key).isEmpty()) {
      throw problem(key, "expected no field, or one that is not empty");
    }
    return text(key);
  }

  long integer(String key) {
    if (required(key) instanceof Long number) {
      return number;
    }
    throw problem(key, "expected an integer");
  }

  long decimal(String key) {
    String text = text(key);
    try {
      long number = Long.parseLong(text);
      // One number has one form, or two manifests of one content would have two ids.
      if (Long.toString(number).equals(text)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw problem(key, "expected a 64-bit decimal, found \"" + text + "\"");
  }

  JsonFields object(String key) {
    if (required(key) instanceof Map<?, ?> fields) {
      return new JsonFields(path + "." + key, fields);
    }
    throw problem(key, "expected an object");
  }

  /** The object of a field, empty where it is absent. */
  Optional<JsonFields> objectIfPresent(String key) {
    return object.containsKey(key) ? Optional.of(object(key)) : Optional.empty();
  }

  boolean flag(String key) {
    if (required(key) instanceof Boolean flag) {
      return flag;
    }
    throw problem(key, "expected true or false");
  }

  /** An object of any fields. */
  SortedMap<String, Object> freeObject(String key) {
    SortedMap<String, Object> free = new TreeMap<>();
    object(key).object.forEach((name, value) -> free.put((String) name, value));
    return free;
  }

  SortedMap<String, String> texts(String key) {
    JsonFields fields = object(key);
    SortedMap<String, String> texts = new TreeMap<>();
    for (Object name : fields.object.keySet()) {
      texts.put((String) name, fields.text((String) name));
    }
    return texts;
  }

  <T> List<T> objects(String key, Function<JsonFields, T> reader) {
    if (!(required(key) instanceof List<?> elements)) {
      throw problem(key, "expected an array");
    }
    List<T> read = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof Map<?, ?> fields)) {
        throw problem(key, "expected an array of objects");
      }
      read.add(reader.apply(new JsonFields(path + "." + key + "[" + read.size() + "]", fields)));
    }
    return read;
  }

  List<String> strings(String key) {
    if (!(required(key) instanceof List<?> elements)) {
      throw problem(key, "expected an array");
    }
    List<String> read = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        throw problem(key, "expected an array of strings");
      }
      read.add(text);
    }
    return read;
  }

  /** Demands that every field has been read. */
  void end() {
    for (Object key : object.keySet()) {
      if (!seen.contains(key)) {
        throw problem(String.valueOf(key), "unknown field");
      }
    }
  }

  private Object required(String key) {
    seen.add(key);
    @Nullable Object value = object.get(key);
    if (value == null) {
      throw problem(key, "missing");
    }
    return value;
  }

  private IllegalArgumentException problem(String key, String what) {
    return new IllegalArgumentException(path + "." + key + ": " + what);
  }
}
