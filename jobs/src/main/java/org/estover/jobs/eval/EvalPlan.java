package org.estover.jobs.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The field mappings of evaluation sets, as {@code infra/plans/evals.yaml} has them. */
public final class EvalPlan {
  /** GSM8K and HumanEval only. */
  public static final EvalPlan BUILT_IN = new EvalPlan(Map.of());

  private static final List<String> KEYS =
      List.of("id", "context", "question", "options", "answer", "answer-by", "blank");

  private final Map<String, EvalMapping> mappings;

  private EvalPlan(Map<String, EvalMapping> read) {
    mappings = new LinkedHashMap<>(read);
    mappings.putIfAbsent("gsm8k", EvalMapping.GSM8K);
    mappings.putIfAbsent("humaneval", EvalMapping.HUMAN_EVAL);
  }

  /**
   * Reads a file of mappings.
   *
   * @throws EvalPlanException if it isn't one; the message names line and cure
   */
  public static EvalPlan load(Path file) throws IOException {
    return parse(file, Files.readString(file));
  }

  static EvalPlan parse(Path file, String yaml) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || !"evals".equals(parser.nextFieldName())
          || parser.nextToken() != JsonToken.START_OBJECT) {
        throw Errors.plan(file, 1, Errors.notAPlan());
      }
      Map<String, EvalMapping> mappings = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        int line = line(parser);
        if (mappings.containsKey(name)) {
          throw Errors.plan(file, line, Errors.repeated(name));
        }
        mappings.put(name, mapping(file, name, parser));
      }
      if (parser.nextToken() != JsonToken.END_OBJECT) {
        throw Errors.plan(file, line(parser), Errors.notAPlan());
      }
      return new EvalPlan(mappings);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw Errors.plan(file, line, "not valid YAML: " + e.getOriginalMessage());
    }
  }

  private static EvalMapping mapping(Path file, String set, YAMLParser parser) throws IOException {
    int start = line(parser);
    Map<String, List<String>> values = new LinkedHashMap<>();
    AnswerBy answerBy = AnswerBy.INDEX;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Errors.plan(file, start, Errors.notAPlan());
    }
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      int line = line(parser);
      if (!KEYS.contains(key)) {
        throw Errors.plan(file, line, Errors.unknownKey(key, KEYS));
      }
      List<String> texts = texts(file, key, parser);
      if (values.put(key, texts) != null) {
        throw Errors.plan(file, line, Errors.repeated(key));
      }
      if (key.equals("answer-by")) {
        String name = String.join(" ", texts);
        Optional<AnswerBy> by = AnswerBy.of(name);
        answerBy = by.orElseThrow(() -> Errors.plan(file, line, Errors.notAChoice(name)));
      }
    }
    for (String key :
        values.containsKey("options") ? List.of("question") : List.of("question", "answer")) {
      if (!values.containsKey(key)) {
        throw Errors.plan(file, start, Errors.missing(set, key));
      }
    }
    return new EvalMapping(
        one(values, "id"),
        values.getOrDefault("context", List.of()),
        values.getOrDefault("question", List.of()),
        values.getOrDefault("options", List.of()),
        one(values, "answer"),
        answerBy,
        one(values, "blank"));
  }

  private static String one(Map<String, List<String>> values, String key) {
    return String.join(" ", values.getOrDefault(key, List.of()));
  }

  private static List<String> texts(Path file, String key, YAMLParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_ARRAY) {
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        texts.add(scalar(file, key, parser));
      }
      return texts;
    }
    return List.of(scalar(file, key, parser));
  }

  private static String scalar(Path file, String key, YAMLParser parser) throws IOException {
    if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
      throw Errors.plan(file, line(parser), Errors.noValue(key));
    }
    return parser.getText();
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** The names of the evaluation sets. */
  public Set<String> names() {
    return mappings.keySet();
  }

  Optional<EvalMapping> mapping(String set) {
    return Optional.ofNullable(mappings.get(set));
  }

  /**
   * The mapping that names most fields of a record, among those whose needed fields it all has.
   * None if two of them differ.
   */
  Optional<EvalMapping> matching(JsonRecordFields fields) {
    List<EvalMapping> best = new ArrayList<>();
    int most = 0;
    for (EvalMapping mapping : mappings.values()) {
      if (!mapping.needed().stream().allMatch(fields::has)) {
        continue;
      }
      int known = (int) mapping.fields().stream().filter(fields::has).count();
      if (known > most) {
        best.clear();
        most = known;
      }
      if (known == most && !best.contains(mapping)) {
        best.add(mapping);
      }
    }
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }

  /** Tells which fields a record has. */
  interface JsonRecordFields {
    /** Whether it has a field; dots go deeper. */
    boolean has(String field);
  }
}
