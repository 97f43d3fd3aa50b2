package org.estover.jobs.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that a plan may contain.
 *
 * @param name as written, in kebab case
 * @param form one value, a list of values or a mapping of names to values
 * @param kind what each value looks like
 * @param bounds the numbers allowed, where values are numbers
 * @param choices the only values allowed; empty means any
 * @param fallback the default as it would be written; null if the key must be given
 * @param stage the first stage whose output depends on the value
 * @param undigested whether no digest covers the value, because it changes no release: it says
 *     where something lies, or what is made beside it; or whether it joins where it is no default
 *     only ({@link PlanSection#later})
 * @param meaning one sentence for people
 */
record PlanKey(
    String name,
    Form form,
    ValueKind kind,
    Bounds bounds,
    List<String> choices,
    @Nullable String fallback,
    StageName stage,
    boolean undigested,
    String meaning) {
  enum Form {
    ONE,
    MANY,
    NAMED
  }

  PlanKey {
    choices = List.copyOf(choices);
  }

  static PlanKey of(ValueKind kind, String name, String fallback, StageName stage, String meaning) {
    Bounds bounds = kind == ValueKind.INTEGER ? Bounds.INT : Bounds.NONE;
    return new PlanKey(name, Form.ONE, kind, bounds, List.of(), fallback, stage, false, meaning);
  }

  static PlanKey choice(
      String name, List<String> choices, String fallback, StageName stage, String meaning) {
    return new PlanKey(
        name, Form.ONE, ValueKind.TEXT, Bounds.NONE, choices, fallback, stage, false, meaning);
  }

  static PlanKey list(ValueKind kind, String name, StageName stage, String meaning) {
    return new PlanKey(name, Form.MANY, kind, Bounds.NONE, List.of(), "[]", stage, false, meaning);
  }

  static PlanKey map(String name, StageName stage, String meaning) {
    return new PlanKey(
        name, Form.NAMED, ValueKind.TEXT, Bounds.NONE, List.of(), "{}", stage, false, meaning);
  }

  /** The same key, which allows these values only. */
  PlanKey among(List<String> values) {
    return new PlanKey(name, form, kind, bounds, values, fallback, stage, undigested, meaning);
  }

  /** The same key, which allows these numbers only. */
  PlanKey within(Bounds numbers) {
    return new PlanKey(name, form, kind, numbers, choices, fallback, stage, undigested, meaning);
  }

  /** The same key, which must be given. */
  PlanKey required() {
    return new PlanKey(name, form, kind, bounds, choices, null, stage, undigested, meaning);
  }

  /** The same key, whose value no digest covers. */
  PlanKey withoutDigest() {
    return new PlanKey(name, form, kind, bounds, choices, fallback, stage, true, meaning);
  }
}
