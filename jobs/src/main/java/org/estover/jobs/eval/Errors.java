package org.estover.jobs.eval;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Every message of this package that a person may see, in one place. */
final class Errors {
  private Errors() {}

  static EvalPlanException plan(Path file, int line, String message) {
    return new EvalPlanException(file + ":" + line + ": " + message);
  }

  static String notAPlan() {
    return "a mapping of evaluation sets begins with \"evals:\", below it each set by name";
  }

  static String unknownKey(String key, List<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(k -> difference(key, k))).orElseThrow();
    return "unknown key \"" + key + "\"; nearest is \"" + nearest + "\"";
  }

  static String repeated(String key) {
    return "\"" + key + "\" stands here already; remove one";
  }

  static String missing(String set, String key) {
    return "\"" + set + "\" needs the key \"" + key + "\"";
  }

  static String noValue(String key) {
    return "\"" + key + "\" is a text or a list of texts";
  }

  static String notAChoice(String text) {
    return "\"answer-by\" is one of "
        + String.join(", ", AnswerBy.names())
        + ", not \""
        + text
        + "\"";
  }

  static EvalPlanException unknownSet(Path file, List<String> fields, List<String> known) {
    return new EvalPlanException(
        file
            + ": no known evaluation set has the fields "
            + String.join(", ", fields)
            + "; known are "
            + String.join(", ", known)
            + "; write a mapping as in infra/plans/evals.yaml");
  }

  /** How many letters two words don't share, and how far their lengths are apart. */
  private static int difference(String a, String b) {
    long shared = a.chars().filter(c -> b.indexOf(c) >= 0).count();
    return a.length() - (int) shared + Math.abs(a.length() - b.length());
  }
}
