package org.estover.tokenize.release;

import java.util.Map;

/**
 * How much of a release falls into one class: a license, or a class of rights verdict.
 *
 * @param name the license (empty where none is known) or the class
 */
public record ClassCount(String name, long documents, long tokens) {
  /** Checks the counts. */
  public ClassCount {
    if (documents < 0 || tokens < 0) {
      throw new IllegalArgumentException(name + ": " + documents + " documents, " + tokens);
    }
  }

  /** Adds a share's counts to the class of a name. */
  static void add(Map<String, ClassCount> counts, String name, DocumentShare share) {
    counts.merge(
        name,
        new ClassCount(name, share.documents(), share.tokens()),
        (a, b) -> new ClassCount(name, a.documents + b.documents, a.tokens + b.tokens));
  }

  Map<String, Object> toJson() {
    return Map.of("name", name, "documents", documents, "tokens", tokens);
  }

  static ClassCount fromJson(JsonFields json) {
    ClassCount count =
        new ClassCount(json.text("name"), json.integer("documents"), json.integer("tokens"));
    json.end();
    return count;
  }
}
