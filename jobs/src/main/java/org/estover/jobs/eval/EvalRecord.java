package org.estover.jobs.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estover.dedupe.overlap.EvalItem;

/** What a record of an evaluation set says, before it is named. */
record EvalRecord(String id, String context, String question, List<String> options, int answer) {
  static EvalRecord of(JsonNode record, EvalMapping mapping) throws NoItemException {
    String id = mapping.id().isEmpty() ? "" : at(record, mapping.id()).asText("");
    String context = joined(record, mapping.context());
    String question = joined(record, mapping.question());
    if (mapping.options().isEmpty()) {
      List<String> answer = List.of(text(record, mapping.answer()));
      return new EvalRecord(id, context, question, answer, 0);
    }
    EvalOptions options = EvalOptions.of(record, mapping);
    int answer = answer(record, mapping, options);
    List<String> texts = options.texts();
    if (!mapping.blank().isEmpty() && question.contains(mapping.blank())) {
      texts = texts.stream().map(option -> question.replace(mapping.blank(), option)).toList();
    }
    return new EvalRecord(id, context, question, texts, answer);
  }

  private static String joined(JsonNode record, List<String> fields) throws NoItemException {
    List<String> texts = new ArrayList<>();
    for (String field : fields) {
      texts.add(text(record, field));
    }
    return String.join(" ", texts);
  }

  static String text(JsonNode record, String field) throws NoItemException {
    JsonNode value = at(record, field);
    if (!isWritten(value)) {
      throw new NoItemException(value.isMissingNode() ? "field-missing" : "field-not-text");
    }
    return value.asText();
  }

  /** Whether a document may hold what a value says: a text, or a number as sets of sums have it. */
  static boolean isWritten(JsonNode value) {
    return value.isTextual() || value.isNumber();
  }

  private static int answer(JsonNode record, EvalMapping mapping, EvalOptions options)
      throws NoItemException {
    JsonNode value =
        mapping.answer().isEmpty() ? MissingNode.getInstance() : at(record, mapping.answer());
    String given = value.asText("").strip();
    // Hidden answers of test sets: absent, empty or -1.
    if (value.isNull() || given.isEmpty() || given.equals("-1")) {
      return EvalItem.UNKNOWN;
    }
    int answer =
        switch (mapping.answerBy()) {
          case INDEX -> number(given);
          case NUMBER -> number(given) - 1;
          case LETTER -> given.length() == 1 ? given.toUpperCase(Locale.ROOT).charAt(0) - 'A' : -1;
          case LABEL -> options.labels().indexOf(given);
          case TEXT -> options.texts().indexOf(value.asText());
          case RIGHT -> right(given);
        };
    boolean none = mapping.answerBy() == AnswerBy.RIGHT && answer == EvalItem.NONE;
    if (!none && (answer < 0 || answer >= options.texts().size())) {
      throw new NoItemException("answer-unknown");
    }
    return answer;
  }

  private static int number(String given) {
    return given.matches("[0-9]{1,6}") ? Integer.parseInt(given) : -1;
  }

  private static int right(String given) {
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes" -> 0;
      case "0", "false", "no" -> EvalItem.NONE;
      default -> -1;
    };
  }

  /** The value of a field; dots go deeper. */
  static JsonNode at(JsonNode record, String field) {
    return record.at("/" + field.replace("~", "~0").replace("/", "~1").replace('.', '/'));
  }

  /** Why a record is no item. */
  static final class NoItemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NoItemException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
