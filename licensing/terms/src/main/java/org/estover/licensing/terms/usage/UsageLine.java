package org.estover.licensing.terms.usage;

import java.util.Comparator;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * The tokens of one source, license and rights holder that training read.
 *
 * @param source name of the source
 * @param license SPDX expression, or empty where the documents state none
 * @param holder name of the rights holder, or empty where nobody is known
 * @param tokens above zero
 */
public record UsageLine(String source, String license, String holder, long tokens)
    implements Comparable<UsageLine> {

  private static final Comparator<UsageLine> BY_KEY =
      Comparator.comparing(UsageLine::source)
          .thenComparing(UsageLine::license)
          .thenComparing(UsageLine::holder)
          .thenComparing(UsageLine::tokens);

  public UsageLine {
    if (tokens <= 0) {
      throw Errors.badTokens(tokens);
    }
  }

  /** Orders by source, license and holder. */
  @Override
  public int compareTo(UsageLine other) {
    return BY_KEY.compare(this, other);
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "source", source,
            "license", license,
            "holder", holder,
            "tokens", Long.toString(tokens)));
  }

  static UsageLine fromJson(JsonObject json) {
    return new UsageLine(
        json.text("source"), json.text("license"), json.text("holder"), json.decimal("tokens"));
  }
}
