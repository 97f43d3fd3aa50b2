package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.log.JsonObject;

/**
 * Exact tokens that training read, per source, license and rights holder.
 *
 * <p>Counted are the inputs of each sequence, once for every time it was read; the one token more
 * that a sequence takes as its last target is billed with the sequence it is an input of.
 *
 * @param lines sorted, one per source, license and holder
 */
public record Usage(List<UsageLine> lines) {

  /** Nothing read. */
  public static final Usage NONE = new Usage(List.of());

  public Usage {
    lines = merged(lines);
  }

  /** All tokens. */
  public long tokens() {
    return lines.stream().mapToLong(UsageLine::tokens).reduce(0, Math::addExact);
  }

  /** Tokens per rights holder in the order of names; the unknown holder is the empty name. */
  public Map<String, Long> byHolder() {
    Map<String, Long> tokens = new TreeMap<>();
    lines.forEach(line -> tokens.merge(line.holder(), line.tokens(), Math::addExact));
    return tokens;
  }

  /** The same as weights, which are added without bound. */
  public SortedMap<String, BigInteger> weights() {
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    byHolder().forEach((holder, tokens) -> weights.put(holder, BigInteger.valueOf(tokens)));
    return weights;
  }

  /** Both usages together. */
  public Usage plus(Usage other) {
    List<UsageLine> all = new ArrayList<>(lines);
    all.addAll(other.lines);
    return new Usage(all);
  }

  /** The lines as the vault keeps them. */
  public List<JsonObject> toJson() {
    return lines.stream().map(UsageLine::toJson).toList();
  }

  /** Reads what {@link #toJson} wrote. */
  public static Usage fromJson(List<JsonObject> lines) {
    return new Usage(lines.stream().map(UsageLine::fromJson).toList());
  }

  private static List<UsageLine> merged(List<UsageLine> lines) {
    List<UsageLine> merged = new ArrayList<>(lines.size());
    for (UsageLine line : lines.stream().sorted().toList()) {
      UsageLine last = merged.isEmpty() ? line : merged.get(merged.size() - 1);
      boolean again =
          !merged.isEmpty()
              && last.source().equals(line.source())
              && last.license().equals(line.license())
              && last.holder().equals(line.holder());
      if (again) {
        merged.remove(merged.size() - 1);
        long tokens = Math.addExact(last.tokens(), line.tokens());
        merged.add(new UsageLine(line.source(), line.license(), line.holder(), tokens));
      } else {
        merged.add(line);
      }
    }
    return List.copyOf(merged);
  }
}
