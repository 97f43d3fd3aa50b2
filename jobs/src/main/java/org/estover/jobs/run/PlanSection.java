package org.estover.jobs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One mapping of a plan, read by its list of keys; what is read joins the plan's settings. */
final class PlanSection {
  private final Path file;
  private final String path;
  private final PlanNode.Mapping mapping;
  private final SortedMap<String, String> values;
  private final SortedMap<String, StageName> stages;

  private PlanSection(
      Path file,
      String path,
      PlanNode.Mapping mapping,
      SortedMap<String, String> values,
      SortedMap<String, StageName> stages) {
    this.file = file;
    this.path = path;
    this.mapping = mapping;
    this.values = values;
    this.stages = stages;
  }

  /** The whole plan, of which nothing has been read yet. */
  static PlanSection root(Path file, PlanNode.Mapping mapping) {
    return new PlanSection(file, "", mapping, new TreeMap<>(), new TreeMap<>());
  }

  /** Everything read so far, by this section and all others of the same plan. */
  PlanSettings settings() {
    return new PlanSettings(values, stages);
  }

  /** Refuses keys other than these, naming the nearest. */
  PlanSection allow(List<PlanKey> keys, List<String> sections) throws PlanException {
    List<String> known =
        Stream.concat(keys.stream().map(PlanKey::name), sections.stream()).sorted().toList();
    for (Map.Entry<String, PlanNode.Entry> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw fail(entry.getValue().line(), Errors.unknownKey(entry.getKey(), path, known));
      }
    }
    return this;
  }

  /** The section called {@code name} inside this one; an absent one is empty. */
  PlanSection section(String name) throws PlanException {
    PlanNode.Entry entry = mapping.entries().get(name);
    if (entry == null) {
      return inside(name, new PlanNode.Mapping(Map.of(), mapping.line()));
    }
    if (entry.value() instanceof PlanNode.Mapping inner) {
      return inside(name, inner);
    }
    throw fail(entry.line(), "\"" + name + "\" holds keys of its own, one per line below it");
  }

  /** Names of the entries of this section, as written. */
  List<String> names() {
    return List.copyOf(mapping.entries().keySet());
  }

  boolean has(String name) {
    return mapping.entries().containsKey(name);
  }

  /** The one value of {@code key}, in its normal form. */
  String one(PlanKey key) throws PlanException {
    PlanNode.Entry entry = entry(key);
    String value = entry == null ? fallback(key) : checked(key, entry.value());
    derive(key, value);
    return value;
  }

  /**
   * The one value of an undigested key, which joins the settings where it is not the default: the
   * digest of a plan that does not ask for it stays what it was before there was such a key.
   */
  String later(PlanKey key) throws PlanException {
    String value = one(key);
    if (!value.equals(fallback(key))) {
      derive(key.name(), value, key.stage());
    }
    return value;
  }

  /** The one value of {@code key}, whose bounds are those of an int or closer. */
  int integer(PlanKey key) throws PlanException {
    return Math.toIntExact(number(key));
  }

  /** The one value of {@code key} as a number. */
  long number(PlanKey key) throws PlanException {
    return Long.parseLong(one(key));
  }

  /** The values of {@code key}; one value may stand alone. */
  List<String> many(PlanKey key) throws PlanException {
    PlanNode.Entry entry = entry(key);
    List<String> items = new ArrayList<>();
    if (entry != null && entry.value() instanceof PlanNode.Items list) {
      for (PlanNode item : list.items()) {
        items.add(checked(key, item));
      }
    } else if (entry != null) {
      items.add(checked(key, entry.value()));
    }
    if (items.isEmpty() && key.fallback() == null) {
      throw fail(lineOf(key), "\"" + key.name() + "\" needs at least one entry");
    }
    derive(key, Json.MAPPER.valueToTree(items).toString());
    return items;
  }

  /** The values of {@code key} by their names. */
  SortedMap<String, String> named(PlanKey key) throws PlanException {
    PlanNode.Entry entry = entry(key);
    SortedMap<String, String> named = new TreeMap<>();
    if (entry != null) {
      if (!(entry.value() instanceof PlanNode.Mapping inner)) {
        throw fail(entry.line(), "\"" + key.name() + "\" maps names to values, one per line");
      }
      for (Map.Entry<String, PlanNode.Entry> item : inner.entries().entrySet()) {
        named.put(item.getKey(), checked(key, item.getValue().value()));
      }
    }
    derive(key, Json.MAPPER.valueToTree(named).toString());
    return named;
  }

  /** Adds a setting that is not written in the plan itself, but follows from it. */
  void derive(String name, String value, StageName stage) {
    values.put(child(name), value);
    stages.put(child(name), stage);
  }

  /** Line on which this section starts. */
  int line() {
    return mapping.line();
  }

  /** Line of the entry called {@code name}, or of this section if it is not written. */
  int lineOf(String name) {
    PlanNode.Entry entry = mapping.entries().get(name);
    return entry == null ? mapping.line() : entry.line();
  }

  /** Line of {@code key}, or of this section if the key is not written. */
  int lineOf(PlanKey key) {
    return lineOf(key.name());
  }

  /** Lines of the values of {@code key}, one per value. */
  List<Integer> linesOf(PlanKey key) {
    PlanNode.Entry entry = mapping.entries().get(key.name());
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof PlanNode.Items list) {
      return list.items().stream().map(PlanNode::line).toList();
    }
    return List.of(entry.line());
  }

  PlanException fail(int line, String message) {
    return Errors.plan(file, line, message);
  }

  private PlanNode.@Nullable Entry entry(PlanKey key) throws PlanException {
    PlanNode.Entry entry = mapping.entries().get(key.name());
    if (entry == null && key.fallback() == null) {
      throw fail(mapping.line(), Errors.missingKey(key, path));
    }
    return entry;
  }

  private String fallback(PlanKey key) {
    String fallback = Objects.requireNonNull(key.fallback());
    return fallback.isEmpty() ? "" : key.kind().normal(fallback);
  }

  private String checked(PlanKey key, PlanNode node) throws PlanException {
    if (!(node instanceof PlanNode.Scalar scalar)) {
      throw fail(node.line(), "\"" + key.name() + "\" is " + key.kind().expected());
    }
    String text = scalar.text();
    if (text.isEmpty() && "".equals(key.fallback())) {
      return "";
    }
    if (!key.choices().isEmpty() && !key.choices().contains(text)) {
      throw fail(node.line(), Errors.notAChoice(key, text));
    }
    if (!key.kind().allows(text)) {
      throw fail(node.line(), Errors.wrongKind(key, text));
    }
    String normal;
    try {
      normal = key.kind().normal(text);
    } catch (ArithmeticException tooLarge) {
      throw fail(node.line(), Errors.wrongKind(key, text));
    }
    if (key.kind().isNumber() && !key.bounds().allow(normal)) {
      throw fail(node.line(), Errors.outOfBounds(key, text));
    }
    return normal;
  }

  private void derive(PlanKey key, String setting) {
    if (!key.undigested()) {
      derive(key.name(), setting, key.stage());
    }
  }

  private PlanSection inside(String name, PlanNode.Mapping inner) {
    return new PlanSection(file, child(name), inner, values, stages);
  }

  private String child(String name) {
    if (path.isEmpty()) {
      return name;
    }
    return name.indexOf('.') < 0 ? path + "." + name : path + "[" + name + "]";
  }
}
