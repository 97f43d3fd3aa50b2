package org.estover.tokenize.release;

import java.util.Map;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.order.Quotas;

/**
 * A source as a release has it.
 *
 * @param weight a decimal, as the order reads it
 * @param shardBits leading bits of a document's order key that number its shard
 * @param tokens of all its documents, ends of text included
 * @param sequences distinct sequences cut from them
 * @param slots positions of the order that they fill
 * @param tailTokens tokens at the end that no sequence reads
 */
public record ReleasedSource(
    String name,
    String weight,
    int shardBits,
    long documents,
    long tokens,
    long sequences,
    long slots,
    long tailTokens) {
  /** Checks name, weight and counts. */
  public ReleasedSource {
    Quotas.parse(weight);
    if (name.isEmpty()
        || shardBits < 0
        || shardBits > DocumentOrder.SHARD_BITS_LIMIT
        || Math.min(Math.min(documents, tokens), Math.min(sequences, slots)) < 0
        || tailTokens < 0) {
      throw new IllegalArgumentException("source \"" + name + "\" with impossible counts");
    }
  }

  Map<String, Object> toJson() {
    return Map.of(
        "name", name,
        "weight", weight,
        "shard-bits", shardBits,
        "documents", documents,
        "tokens", tokens,
        "sequences", sequences,
        "slots", slots,
        "tail-tokens", tailTokens);
  }

  static ReleasedSource fromJson(JsonFields json) {
    ReleasedSource source =
        new ReleasedSource(
            json.text("name"),
            json.text("weight"),
            Math.toIntExact(json.integer("shard-bits")),
            json.integer("documents"),
            json.integer("tokens"),
            json.integer("sequences"),
            json.integer("slots"),
            json.integer("tail-tokens"));
    json.end();
    return source;
  }
}
