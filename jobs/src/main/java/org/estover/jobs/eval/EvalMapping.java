package org.estover.jobs.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Which field of an evaluation set's JSON means what; dots go deeper.
 *
 * @param id the item's name; "" where its 0-based place in the file is its name
 * @param context what stands before the question, joined by spaces
 * @param question the question, joined by spaces
 * @param options one field with a list of texts, of objects with "text" and "label", an object with
 *     two such lists, or a text "a ) one , b ) two"; or a field for each option
 * @param answer the field that names the correct option; "" where none does
 * @param answerBy how it names it
 * @param blank what in the question stands for the option, so that options are whole sentences; ""
 *     if nothing
 */
record EvalMapping(
    String id,
    List<String> context,
    List<String> question,
    List<String> options,
    String answer,
    AnswerBy answerBy,
    String blank) {
  /** GSM8K: a question and its answer with the reasoning. */
  static final EvalMapping GSM8K =
      new EvalMapping("", List.of(), List.of("question"), List.of(), "answer", AnswerBy.TEXT, "");

  /** HumanEval: a prompt, its solution, and its tests as the context. */
  static final EvalMapping HUMAN_EVAL =
      new EvalMapping(
          "task_id",
          List.of("test"),
          List.of("prompt"),
          List.of(),
          "canonical_solution",
          AnswerBy.TEXT,
          "");

  EvalMapping {
    context = List.copyOf(context);
    question = List.copyOf(question);
    options = List.copyOf(options);
  }

  /** The fields that a record must have; ids and answers may be missing from it. */
  List<String> needed() {
    List<String> needed = new ArrayList<>(context);
    needed.addAll(question);
    needed.addAll(options);
    if (options.isEmpty()) {
      needed.add(answer);
    }
    return needed;
  }

  /** All fields. */
  List<String> fields() {
    List<String> fields = new ArrayList<>(needed());
    if (!id.isEmpty()) {
      fields.add(id);
    }
    if (!answer.isEmpty() && !fields.contains(answer)) {
      fields.add(answer);
    }
    return fields;
  }
}
