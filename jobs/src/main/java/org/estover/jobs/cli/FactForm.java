package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.FormatTooNewException;
import org.estover.ledger.log.JsonObject;

/**
 * How people write a fact that no other command records.
 *
 * @param type the versioned name of the kind of fact
 * @param begins whether its first field is the id of something new, and not of something known
 * @param once the fields that tell two facts of the type apart: what happens once for each
 * @param fields each with what it holds; the first is the id of what the fact is about
 */
record FactForm(String type, boolean begins, List<String> once, List<Field> fields) {

  /** A field's name, and what it holds. */
  record Field(String name, String holds) {}

  FactForm {
    once = List.copyOf(once);
    fields = List.copyOf(fields);
  }

  /** The form whose fields are given as {@code name: what it holds}. */
  static FactForm of(String type, boolean begins, List<String> once, String... lines) {
    List<Field> fields = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 2)));
    }
    return new FactForm(type, begins, once, fields);
  }

  /**
   * The fact that was written.
   *
   * @throws UsageException naming the fields that are missing, unknown or malformed
   */
  Fact read(JsonObject written) throws UsageException, FormatTooNewException {
    Set<String> missing = new TreeSet<>(fields.stream().map(Field::name).toList());
    missing.removeAll(written.names());
    Set<String> unknown = new TreeSet<>(written.names());
    fields.forEach(field -> unknown.remove(field.name()));
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw Errors.otherFields(type, missing, unknown);
    }
    try {
      return Fact.fromJson(type, written);
    } catch (IllegalArgumentException e) {
      throw Errors.badFact(type, String.valueOf(e.getMessage()));
    }
  }

  /** The key of a fact of this form for which none is given. */
  String key(JsonObject written) {
    StringBuilder key = new StringBuilder(type);
    once.forEach(name -> key.append('/').append(written.text(name)));
    return key.toString();
  }

  /** The ids that a fact of this form rests on, by field: those of things that must be known. */
  Map<String, String> namedIds(JsonObject written) {
    Map<String, String> ids = new TreeMap<>();
    for (Field field : fields) {
      boolean own = begins && field.equals(fields.get(0));
      String value = written.text(field.name());
      if (field.name().endsWith("Id") && !own && !value.isEmpty()) {
        ids.put(field.name(), value);
      }
    }
    return ids;
  }
}
