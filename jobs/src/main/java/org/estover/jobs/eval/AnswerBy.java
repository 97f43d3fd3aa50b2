package org.estover.jobs.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an evaluation set names the correct option. */
enum AnswerBy {
  /** By its 0-based index. */
  INDEX,
  /** By its number, counted from 1. */
  NUMBER,
  /** By a letter, A for the first. */
  LETTER,
  /** By the label that stands beside it. */
  LABEL,
  /** By its text; without options the answer is this text. */
  TEXT,
  /** By telling whether the only option is right: 1, true or yes, and 0, false or no. */
  RIGHT;

  static Optional<AnswerBy> of(String name) {
    return Arrays.stream(values()).filter(by -> by.plan().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(AnswerBy::plan).toList();
  }

  /** The name in a plan. */
  String plan() {
    return name().toLowerCase(Locale.ROOT);
  }
}
