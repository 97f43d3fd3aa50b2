package org.estover.jobs.run;

import java.util.List;

/**
 * A key that a plan may contain.
 *
 * @param name as written, in kebab case
 * @param form one value, a list of values or a mapping of names to values
 * @param kind what each value looks like
 * @param choices the only values allowed; empty means any
 * @param fallback the default as it would be written; null if the key must be given
 * @param stage the first stage whose output depends on the value
 * @param location whether the value says where something lies, which no digest covers
 * @param meaning one sentence for people
 */
record PlanKey(
    String name,
    Form form,
    ValueKind kind,
    List<String> choices,
    @org.jspecify.annotations.Nullable String fallback,
    StageName stage,
    boolean location,
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
    return new PlanKey(name, Form.ONE, kind, List.of(), fallback, stage, false, meaning);
  }

  static PlanKey choice(
      String name, List<String> choices, String fallback, StageName stage, String meaning) {
    return new PlanKey(name, Form.ONE, ValueKind.TEXT, choices, fallback, stage, false, meaning);
  }

  static PlanKey list(String name, StageName stage, String meaning) {
    return new PlanKey(name, Form.MANY, ValueKind.TEXT, List.of(), "[]", stage, false, meaning);
  }

  static PlanKey map(String name, StageName stage, String meaning) {
    return new PlanKey(name, Form.NAMED, ValueKind.TEXT, List.of(), "{}", stage, false, meaning);
  }

  /** The same key, which must be given. */
  PlanKey required() {
    return new PlanKey(name, form, kind, choices, null, stage, location, meaning);
  }

  /** The same key, whose value says where something lies. */
  PlanKey asLocation() {
    return new PlanKey(name, form, kind, choices, fallback, stage, true, meaning);
  }
}
