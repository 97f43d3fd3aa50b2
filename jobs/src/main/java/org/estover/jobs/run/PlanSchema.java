package org.estover.jobs.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.estover.crawl.filter.Filters;

/** Writes the JSON Schema of plans, which editors use to complete and to check. */
public final class PlanSchema {
  private PlanSchema() {}

  /** The schema (draft 2020-12), ending in a newline. */
  public static String json() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Plan of an Estover corpus");
    ObjectNode properties = object(root, List.of(PlanKeys.CORPUS, PlanKeys.TOKENIZER));
    root.withArray("required").add("sources");
    for (Map.Entry<String, List<PlanKey>> section : PlanKeys.sections().entrySet()) {
      object(properties.putObject(section.getKey()), section.getValue());
    }
    ObjectNode sources = properties.putObject("sources");
    sources.put("type", "object").put("minProperties", 1);
    sources.putObject("propertyNames").put("pattern", ValueKind.NAME.pattern());
    ArrayNode types = sources.putObject("additionalProperties").putArray("oneOf");
    for (String type : PlanKeys.TYPE.choices()) {
      source(types.addObject(), type);
    }
    return root.toPrettyString() + "\n";
  }

  private static void source(ObjectNode node, String type) {
    ObjectNode properties = object(node, PlanKeys.source(type));
    properties.putObject("type").put("const", type);
    for (String nested : PlanKeys.nested(type)) {
      ObjectNode mapping = properties.putObject(nested);
      object(
          nested.equals("sites")
              ? mapping.put("type", "object").putObject("additionalProperties")
              : mapping,
          PlanKeys.nestedKeys(nested));
    }
  }

  /** Makes {@code node} a closed object with these keys; returns its properties. */
  private static ObjectNode object(ObjectNode node, List<PlanKey> keys) {
    node.put("type", "object").put("additionalProperties", false);
    ArrayNode required = node.putArray("required");
    ObjectNode properties = node.putObject("properties");
    for (PlanKey key : keys) {
      value(properties.putObject(key.name()), key);
      if (key.fallback() == null) {
        required.add(key.name());
      }
    }
    return properties;
  }

  private static void value(ObjectNode node, PlanKey key) {
    node.put("description", key.meaning());
    switch (key.form()) {
      case ONE -> scalar(node, key);
      case NAMED -> scalar(node.put("type", "object").putObject("additionalProperties"), key);
      case MANY -> {
        ArrayNode either = node.putArray("oneOf");
        scalar(either.addObject(), key);
        ObjectNode list = either.addObject().put("type", "array");
        list.put("minItems", key.fallback() == null ? 1 : 0);
        scalar(list.putObject("items"), key);
      }
    }
  }

  private static void scalar(ObjectNode node, PlanKey key) {
    if (!key.choices().isEmpty()) {
      key.choices().forEach(node.putArray("enum")::add);
      return;
    }
    switch (key.kind()) {
      case TEXT, GLOB -> {
        node.put("type", "string");
        if (!"".equals(key.fallback())) {
          node.put("pattern", key.kind().pattern());
        }
      }
      case INTEGER -> bounds(node.put("type", "integer"), key.bounds());
      case DECIMAL -> bounds(node.put("type", "number"), key.bounds());
      case BOOLEAN -> node.put("type", "boolean");
      case PROFILES -> {
        node.put("type", "string").put("pattern", key.kind().pattern());
        Filters.profiles().forEach(node.putArray("examples")::add);
      }
      case NAME, URL -> {
        String none = "".equals(key.fallback()) ? "^$|" : "";
        node.put("type", "string").put("pattern", none + key.kind().pattern());
      }
      case SIZE, DURATION -> {
        // A text has no minimum: the only one there is, one byte or millisecond, is a pattern.
        boolean positive = key.bounds().least().signum() > 0;
        node.put("type", "string");
        node.put("pattern", positive ? key.kind().patternAboveZero() : key.kind().pattern());
      }
    }
  }

  private static void bounds(ObjectNode node, Bounds bounds) {
    node.put(bounds.above() ? "exclusiveMinimum" : "minimum", bounds.least());
    if (bounds.most() != null) {
      node.put("maximum", bounds.most());
    }
  }
}
