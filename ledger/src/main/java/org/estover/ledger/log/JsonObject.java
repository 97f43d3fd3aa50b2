package org.estover.ledger.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object with exactly one byte form: RFC 8785 restricted to strings, booleans, integers
 * below 2^53 in size, arrays and objects.
 *
 * <p>Money and 64-bit values are decimal strings. There is no null and no fraction. Immutable;
 * equality is equality of the bytes.
 */
public final class JsonObject {

  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(new SortedMembers.Builder(0).members());

  private final SortedMembers members;

  /** The object of members that were checked. */
  JsonObject(SortedMembers members) {
    this.members = members;
  }

  /**
   * The object of these members.
   *
   * @param members values are strings, booleans, {@code Integer}, {@code Long}, {@code JsonObject},
   *     or maps and collections of those; anything else is refused
   */
  public static JsonObject of(Map<String, ?> members) {
    SortedMembers.Builder copy = new SortedMembers.Builder(members.size());
    members.forEach((name, value) -> copy.add(CanonicalJson.text(name), value(name, value)));
    return new JsonObject(copy.members());
  }

  /** The object that these bytes are the canonical form of; any other form of it is refused. */
  public static JsonObject parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, 0);
  }

  /** As {@link #parse(byte[])}, of bytes that have others before them. */
  public static JsonObject parse(byte[] bytes, int from) {
    return CanonicalJson.parse(bytes, from);
  }

  /** The canonical bytes, UTF-8. */
  public byte[] bytes() {
    return CanonicalJson.bytes(new byte[0], this);
  }

  /** The canonical bytes behind others, which are not canonical JSON. */
  public byte[] bytes(byte[] before) {
    return CanonicalJson.bytes(before, this);
  }

  /** The members, sorted by name as RFC 8785 sorts them. */
  public Map<String, Object> members() {
    return members;
  }

  SortedMembers sorted() {
    return members;
  }

  /** The names of its members, sorted. */
  public Set<String> names() {
    return members.keySet();
  }

  /** The string of that name. */
  public String text(String name) {
    return member(name, String.class, "a string");
  }

  /** The integer of that name. */
  public long integer(String name) {
    return member(name, Long.class, "an integer");
  }

  /** The 64-bit integer that is written as a decimal string. */
  public long decimal(String name) {
    String text = text(name);
    try {
      long value = Long.parseLong(text);
      if (Long.toString(value).equals(text)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, like any other text that is not the one form of its number.
    }
    throw Errors.badMember(name, "a decimal string", text);
  }

  /** The object of that name. */
  public JsonObject object(String name) {
    return member(name, JsonObject.class, "an object");
  }

  /** The array of objects of that name. */
  public List<JsonObject> objects(String name) {
    return elements(name, JsonObject.class, "objects");
  }

  /** The array of strings of that name. */
  public List<String> texts(String name) {
    return elements(name, String.class, "strings");
  }

  private <T> List<T> elements(String name, Class<T> type, String what) {
    List<?> elements = member(name, List.class, "an array");
    for (Object element : elements) {
      if (!type.isInstance(element)) {
        throw Errors.badMember(name, "an array of " + what, element);
      }
    }
    // Each was seen to be one, and nothing changes a member's list.
    @SuppressWarnings("unchecked")
    List<T> checked = (List<T>) elements;
    return checked;
  }

  private <T> T member(String name, Class<T> type, String what) {
    Object value = members.get(name);
    if (value == null) {
      throw Errors.missingMember(name, members.keySet());
    }
    if (!type.isInstance(value)) {
      throw Errors.badMember(name, what, value);
    }
    return type.cast(value);
  }

  /** A member's value as objects hold it; what they cannot hold is refused. */
  static Object value(String name, Object value) {
    if (value instanceof String text) {
      return CanonicalJson.text(text);
    }
    if (value instanceof Integer || value instanceof Long) {
      return CanonicalJson.integer(((Number) value).longValue());
    }
    if (value instanceof Boolean || value instanceof JsonObject) {
      return value;
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(element -> value(name, element)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      SortedMembers.Builder copy = new SortedMembers.Builder(map.size());
      map.forEach((key, child) -> copy.add(CanonicalJson.text((String) key), value(name, child)));
      return new JsonObject(copy.members());
    }
    throw Errors.badMember(name, "a string, boolean, integer, array or object", value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The canonical form as text. */
  @Override
  public String toString() {
    return CanonicalJson.string(this);
  }
}
