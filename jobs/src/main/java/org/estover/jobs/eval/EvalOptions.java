package org.estover.jobs.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.estover.jobs.eval.EvalRecord.NoItemException;
import org.jspecify.annotations.Nullable;

/** The options of a record and the labels beside them, which may be none. */
record EvalOptions(List<String> texts, List<String> labels) {
  static EvalOptions of(JsonNode record, EvalMapping mapping) throws NoItemException {
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> fields = mapping.options();
    JsonNode value = EvalRecord.at(record, fields.get(0));
    if (fields.size() > 1 || mapping.answerBy() == AnswerBy.RIGHT) {
      for (String field : fields) {
        texts.add(EvalRecord.text(record, field));
      }
    } else if (value.isTextual()) {
      lettered(value.textValue(), texts, labels);
    } else if (value.isArray()) {
      for (JsonNode option : value) {
        texts.add(textOf(option.isObject() ? option.path("text") : option));
        labels.add(option.path("label").asText(""));
      }
    } else if (value.isObject()) {
      for (JsonNode text : value.path("text")) {
        texts.add(textOf(text));
      }
      value.path("label").forEach(label -> labels.add(label.asText("")));
    }
    if (texts.isEmpty()) {
      throw new NoItemException("no-options");
    }
    return new EvalOptions(texts, labels);
  }

  private static String textOf(@Nullable JsonNode option) throws NoItemException {
    if (option == null || !EvalRecord.isWritten(option)) {
      throw new NoItemException("option-not-text");
    }
    return option.asText();
  }

  /** Takes "a ) one , b ) two" apart; each next letter begins the next option. */
  private static void lettered(String list, List<String> texts, List<String> labels) {
    String rest = list.strip();
    for (char letter = 'a'; rest.matches("(?s)" + letter + " ?\\).*"); letter++) {
      String text = rest.substring(rest.indexOf(')') + 1);
      String[] parts = text.split(" ?, ?(?=" + (char) (letter + 1) + " ?\\))", 2);
      texts.add(parts[0].strip());
      labels.add(String.valueOf(letter));
      rest = parts.length == 2 ? parts[1] : "";
    }
  }
}
