package org.estover.licensing.portal.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI contract that is shipped with the portal, read for people. */
@Component
final class Contract {
  private static final List<String> METHODS = List.of("get", "post", "put", "delete");

  private final String text;
  private final String description;
  private final List<Group> groups;
  private final List<Shape> shapes;

  Contract() throws IOException {
    try (InputStream in = new ClassPathResource("openapi.yaml").getInputStream()) {
      this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, Object> all = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    this.description = String.valueOf(map(all.get("info")).get("description"));
    this.groups = groups(all);
    List<Shape> read = new ArrayList<>();
    map(map(all.get("components")).get("schemas"))
        .forEach((name, schema) -> read.add(Shape.of(name, map(schema))));
    this.shapes = List.copyOf(read);
  }

  /** Routes about one thing. */
  record Group(String name, String description, List<Route> routes) {}

  /** A route. */
  record Route(
      String method,
      String path,
      String summary,
      String scope,
      boolean open,
      List<String> parameters,
      String sends,
      String answers) {}

  /** What a body looks like. */
  record Shape(String name, String description, List<Member> members) {
    static Shape of(String name, Map<String, Object> schema) {
      List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
      List<Member> members = new ArrayList<>();
      if (schema.get("properties") != null) {
        map(schema.get("properties"))
            .forEach(
                (member, type) ->
                    members.add(new Member(member, typeOf(map(type)), required.contains(member))));
      }
      return new Shape(name, Objects.toString(schema.get("description"), ""), List.copyOf(members));
    }
  }

  /** A member of a body. */
  record Member(String name, String type, boolean required) {}

  /** The contract as it is. */
  public String text() {
    return text;
  }

  /** What holds for all routes. */
  public String description() {
    return description;
  }

  /** The routes, by what they are about. */
  public List<Group> groups() {
    return groups;
  }

  /** The bodies that are sent and answered. */
  public List<Shape> shapes() {
    return shapes;
  }

  private static List<Group> groups(Map<String, Object> all) {
    Map<String, List<Route>> byTag = new LinkedHashMap<>();
    map(all.get("paths"))
        .forEach(
            (path, operations) -> {
              for (String method : METHODS) {
                Object operation = map(operations).get(method);
                if (operation != null) {
                  List<?> tags = (List<?>) Objects.requireNonNull(map(operation).get("tags"));
                  byTag
                      .computeIfAbsent(String.valueOf(tags.get(0)), tag -> new ArrayList<>())
                      .add(route(method, path, map(operation)));
                }
              }
            });
    List<Group> groups = new ArrayList<>();
    for (Object tag : (List<?>) Objects.requireNonNull(all.get("tags"))) {
      String name = String.valueOf(map(tag).get("name"));
      groups.add(
          new Group(
              name,
              String.valueOf(map(tag).get("description")),
              List.copyOf(byTag.getOrDefault(name, List.of()))));
    }
    return List.copyOf(groups);
  }

  private static Route route(String method, String path, Map<String, Object> operation) {
    List<String> parameters = new ArrayList<>();
    if (operation.get("parameters") instanceof List<?> list) {
      for (Object parameter : list) {
        Object name = map(parameter).get("name");
        parameters.add(name == null ? last(map(parameter).get("$ref")) : name.toString());
      }
    }
    String answer = "";
    for (Map.Entry<String, Object> each : map(operation.get("responses")).entrySet()) {
      if (each.getKey().startsWith("2")) {
        answer = body(each.getValue());
      }
    }
    return new Route(
        method.toUpperCase(Locale.ROOT),
        path,
        String.valueOf(operation.get("summary")),
        String.valueOf(operation.get("x-scope")),
        operation.containsKey("security"),
        List.copyOf(parameters),
        operation.get("requestBody") == null ? "" : body(operation.get("requestBody")),
        answer);
  }

  /** The name of the body's schema; with [] where it is a list. */
  private static String body(@Nullable Object holder) {
    Object content = map(holder).get("content");
    if (content == null) {
      return "";
    }
    Object schema = map(map(content).getOrDefault("application/json", Map.of())).get("schema");
    if (schema == null) {
      return "";
    }
    Object properties = map(schema).get("properties");
    return properties == null ? typeOf(map(schema)) : typeOf(map(map(properties).get("items")));
  }

  private static String typeOf(Map<String, Object> schema) {
    if (schema.get("$ref") != null) {
      return last(schema.get("$ref"));
    }
    if (schema.get("enum") instanceof List<?> list) {
      return String.join(" | ", list.stream().map(String::valueOf).toList());
    }
    String type = Objects.toString(schema.get("type"), "");
    if (type.equals("array")) {
      return typeOf(map(schema.get("items"))) + "[]";
    }
    Object pattern = schema.getOrDefault("pattern", schema.get("format"));
    return pattern == null ? type : type + " " + pattern;
  }

  private static String last(@Nullable Object reference) {
    String text = String.valueOf(reference);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
