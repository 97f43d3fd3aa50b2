package org.estover.licensing.terms.agreement;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;

/**
 * A deduction that an offer allows, and how far.
 *
 * @param name what it is for, as revenue reports name it
 * @param share at most this share of gross revenue, zero to one
 * @param most at most this amount per period, zero or more; empty where the share alone bounds it
 */
public record AllowedDeduction(String name, Ratio share, Optional<Money> most) {

  public AllowedDeduction {
    Errors.requireName("a deduction", name);
    Errors.requireShare("a deduction of", share);
    if (most.isPresent() && most.get().isNegative()) {
      throw Errors.badDeductionCap(name, most.get().toString());
    }
  }

  /**
   * Reads {@code refunds} (as it comes), {@code refunds=10%} (of gross revenue) or {@code
   * refunds=USD 500.00} (per period).
   */
  public static AllowedDeduction parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new AllowedDeduction(text.strip(), Ratio.ONE, Optional.empty());
    }
    String name = text.substring(0, equals).strip();
    String[] cap = text.substring(equals + 1).strip().split(" +", -1);
    return switch (cap.length) {
      case 1 -> new AllowedDeduction(name, Ratio.parse(cap[0]), Optional.empty());
      case 2 -> new AllowedDeduction(name, Ratio.ONE, Optional.of(Money.parse(cap[1], cap[0])));
      default -> throw Errors.badDeductionCap(name, text.substring(equals + 1));
    };
  }

  /** What is allowed at most; a share of gross revenue is rounded down to the unit. */
  public Money cap(Money gross) {
    Money ofGross = Money.of(share.ofMinorUnits(gross).floor().longValueExact(), gross.currency());
    return most.isPresent() && most.get().compareTo(ofGross) < 0 ? most.get() : ofGross;
  }

  /** Whether it bounds deductions in a currency. */
  public boolean accepts(String currency) {
    return most.isEmpty() || most.get().currency().equals(currency);
  }

  /** For people, and as {@link #parse} reads it: {@code refunds=10%}. */
  public String text() {
    if (most.isPresent()) {
      return name + "=" + most.get();
    }
    return share.equals(Ratio.ONE) ? name : name + "=" + share.percent();
  }

  JsonObject toJson() {
    Map<String, String> json = new TreeMap<>();
    json.put("name", name);
    json.put("share", share.toString());
    most.ifPresent(amount -> json.put("most", amount.toString()));
    return JsonObject.of(json);
  }

  static AllowedDeduction fromJson(JsonObject json) {
    String[] most =
        json.names().contains("most") ? json.text("most").split(" ", -1) : new String[0];
    return new AllowedDeduction(
        json.text("name"),
        Ratio.parse(json.text("share")),
        most.length == 2 ? Optional.of(Money.parse(most[1], most[0])) : Optional.empty());
  }
}
