package org.estover.ledger.log;

import java.util.List;

/**
 * The names of the members of objects that are alike, sorted once: a statement has thousands of
 * lines, which {@link JsonObject#of} would each sort anew.
 */
public final class JsonShape {

  private final String[] names;

  private JsonShape(String[] names) {
    this.names = names;
  }

  /**
   * The shape of objects with these members.
   *
   * @param names in the order of RFC 8785, each once
   */
  public static JsonShape of(String... names) {
    String[] copy = names.clone();
    for (int i = 0; i < copy.length; i++) {
      CanonicalJson.text(copy[i]);
      if (i > 0 && copy[i - 1].compareTo(copy[i]) >= 0) {
        throw Errors.unsortedNames(List.of(copy));
      }
    }
    return new JsonShape(copy);
  }

  /**
   * An object of this shape.
   *
   * @param values one for each name, in their order, of the kinds that {@link JsonObject#of} takes
   */
  public JsonObject object(Object... values) {
    if (values.length != names.length) {
      throw Errors.otherNumberOfValues(List.of(names), values.length);
    }
    Object[] checked = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      checked[i] = JsonObject.value(names[i], values[i]);
    }
    return new JsonObject(new SortedMembers(names, checked));
  }
}
