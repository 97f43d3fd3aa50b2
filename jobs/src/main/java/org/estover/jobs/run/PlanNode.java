package org.estover.jobs.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a plan's YAML with the line it stands on, so that every complaint can name it.
 *
 * <p>Scalars stay the text that was written ({@code no} is the text "no"): what a value means is
 * decided by its key. Anchors, aliases and tags are refused; a plan says what it says in place.
 */
sealed interface PlanNode {
  /** Line of the node's first character, counted from 1. */
  int line();

  /** A text. */
  record Scalar(String text, int line) implements PlanNode {}

  /** A list. */
  record Items(List<PlanNode> items, int line) implements PlanNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys and values in the order written. */
  record Mapping(Map<String, Entry> entries, int line) implements PlanNode {}

  /** A key's line and its value. */
  record Entry(int line, PlanNode value) {}

  /**
   * Parses a whole file.
   *
   * @throws PlanException if it is no YAML mapping, repeats a key or uses what plans don't allow
   */
  static Mapping parse(Path file, String yaml) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Errors.plan(file, 1, "a plan is a list of \"key: value\" lines");
      }
      Mapping plan = mapping(file, parser);
      if (parser.nextToken() != null) {
        throw Errors.plan(file, lineOf(parser), "one file holds one plan; remove the second");
      }
      return plan;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw notYaml(file, line, yaml, e.getOriginalMessage());
    }
  }

  private static PlanException notYaml(Path file, int line, String yaml, String message) {
    if (!message.contains("(TAB)")) {
      return Errors.plan(file, line, "not valid YAML: " + firstLine(message));
    }
    // The parser names the last line that it understood, and the tab comes after that.
    List<String> lines = yaml.lines().toList();
    int tab = line;
    while (tab < lines.size() && lines.get(tab - 1).indexOf('\t') < 0) {
      tab++;
    }
    return Errors.plan(
        file, tab, "not valid YAML: tabs are not allowed here; write spaces instead");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Mapping mapping(Path file, YAMLParser parser) throws IOException {
    int start = lineOf(parser);
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int line = lineOf(parser);
      Entry earlier = entries.get(key);
      if (earlier != null) {
        throw Errors.plan(
            file, line, "key \"" + key + "\" stands already on line " + earlier.line());
      }
      parser.nextToken();
      entries.put(key, new Entry(line, node(file, parser, key)));
    }
    return new Mapping(entries, start);
  }

  private static PlanNode node(Path file, YAMLParser parser, String key) throws IOException {
    int line = lineOf(parser);
    if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
      throw Errors.plan(file, line, "anchors, aliases and tags are not allowed; write it out");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(file, parser);
    }
    if (token == JsonToken.START_ARRAY) {
      List<PlanNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(file, parser, key));
      }
      return new Items(items, line);
    }
    if (token == JsonToken.VALUE_NULL) {
      throw Errors.plan(file, line, "\"" + key + "\" has no value; give one or remove the line");
    }
    return new Scalar(parser.getText(), line);
  }

  private static int lineOf(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
