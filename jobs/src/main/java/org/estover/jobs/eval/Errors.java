package org.estover.jobs.eval;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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

  static EvalPlanException twoOfOneName(String set, Path one, Path other) {
    return new EvalPlanException(
        one
            + " and "
            + other
            + " are both called "
            + set
            + ", so that their items have the same ids; rename one of them");
  }

  static EvalPlanException noName(Path file) {
    return new EvalPlanException(
        file + ": an evaluation set is called as its file, which has no name but its ending");
  }

  static EvalPlanException noItems(Collection<Path> files, Collection<EvalSet> sets) {
    SortedSet<String> reasons = new TreeSet<>();
    sets.forEach(set -> set.aside().forEach(aside -> reasons.add(aside.reason())));
    return new EvalPlanException(
        files
            + ": no item of an evaluation set is in it"
            + (reasons.isEmpty() ? "" : ", only " + String.join(", ", reasons))
            + "; name other files, or another mapping as in infra/plans/evals.yaml");
  }

  static EvalPlanException noItem(Path file, EvalSet set) {
    SortedSet<String> reasons = new TreeSet<>();
    set.aside().forEach(aside -> reasons.add(aside.reason()));
    return new EvalPlanException(
        file
            + ": no item of the evaluation set "
            + set.benchmark()
            + " is in it"
            + (reasons.isEmpty() ? "" : ", only " + String.join(", ", reasons))
            + "; name another file, or another mapping as in infra/plans/evals.yaml");
  }

  static EvalPlanException noMapping(Path file, String set, Collection<String> known) {
    return new EvalPlanException(
        file
            + ": no mapping is called "
            + set
            + "; known are "
            + String.join(", ", known)
            + "; write others as in infra/plans/evals.yaml");
  }

  /** How many letters two words don't share, and how far their lengths are apart. */
  private static int difference(String a, String b) {
    long shared = a.chars().filter(c -> b.indexOf(c) >= 0).count();
    return a.length() - (int) shared + Math.abs(a.length() - b.length());
  }
}
