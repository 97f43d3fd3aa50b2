package org.estover.tokenize.release;

import java.util.Map;
import org.estover.tokenize.order.PackedOrder;

/**
 * Which order a release's sequences stand in.
 *
 * @param name of the algorithm with its version, {@link PackedOrder#NAME}
 * @param seed of documents and sequences
 * @param sequenceTokens L, the inputs of a sequence
 * @param positions the length of the order, in sequences
 */
public record OrderIdentity(String name, long seed, int sequenceTokens, long positions) {
  /** Checks that the order is one this program knows. */
  public OrderIdentity {
    if (!name.equals(PackedOrder.NAME)) {
      throw new IllegalArgumentException(
          "order \"" + name + "\" is unknown; this program knows " + PackedOrder.NAME);
    }
    // A sequence reads one token more.
    if (sequenceTokens <= 0 || sequenceTokens == Integer.MAX_VALUE || positions < 0) {
      throw new IllegalArgumentException(
          sequenceTokens + " tokens per sequence, " + positions + " positions");
    }
  }

  Map<String, Object> toJson() {
    return Map.of(
        "name", name,
        "seed", Long.toString(seed),
        "sequence-tokens", sequenceTokens,
        "positions", positions);
  }

  static OrderIdentity fromJson(JsonFields json) {
    OrderIdentity order =
        new OrderIdentity(
            json.text("name"),
            json.decimal("seed"),
            Math.toIntExact(json.integer("sequence-tokens")),
            json.integer("positions"));
    json.end();
    return order;
  }
}
