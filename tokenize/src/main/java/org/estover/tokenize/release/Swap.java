package org.estover.tokenize.release;

import java.util.Map;

/** A text, and the text that stands in its place where an {@link Intervention} replaced it. */
public record Swap(String from, String to) {
  /** Checks that there is something to replace, by something else. */
  public Swap {
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      throw new IllegalArgumentException(
          "\"" + from + "\" by \"" + to + "\": expected two texts that differ");
    }
  }

  Map<String, Object> toJson() {
    return Map.of("from", from, "to", to);
  }

  static Swap fromJson(JsonFields json) {
    Swap swap = new Swap(json.text("from"), json.text("to"));
    json.end();
    return swap;
  }
}
