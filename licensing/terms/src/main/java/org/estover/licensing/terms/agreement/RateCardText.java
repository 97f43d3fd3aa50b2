package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Money;

/** Reads the text form of rate cards; the grammar stands at {@link RateCard}. */
final class RateCardText {

  private static final String PERCENT = "percent ";
  private static final String TIERS = "tiers ";
  private static final String MINIMUM = "minimum ";
  private static final String OR = " or ";

  private RateCardText() {}

  static RateCard parse(String text) {
    if (text.startsWith(TIERS)) {
      return tiers(text);
    }
    if (text.startsWith(MINIMUM)) {
      return minimum(text);
    }
    String ratio = text.startsWith(PERCENT) ? text.substring(PERCENT.length()) : text;
    return new PercentOfRevenue(Ratio.parse(ratio.strip()));
  }

  private static RateCard tiers(String text) {
    String[] words = text.substring(TIERS.length()).strip().split(" +", -1);
    List<Tiered.Tier> tiers = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      if (colon < 0) {
        throw Errors.badCard(text, "tier \"" + words[i] + "\" is not FROM:RATIO");
      }
      Money from = Money.parse(words[i].substring(0, colon), words[0]);
      tiers.add(new Tiered.Tier(from, Ratio.parse(words[i].substring(colon + 1))));
    }
    return new Tiered(tiers);
  }

  private static RateCard minimum(String text) {
    int or = text.indexOf(OR);
    String[] amount =
        or < MINIMUM.length()
            ? new String[0]
            : text.substring(MINIMUM.length(), or).strip().split(" +", -1);
    if (amount.length != 2) {
      throw Errors.badCard(text, "expected \"minimum CURRENCY AMOUNT or CARD\"");
    }
    return new Minimum(
        Money.parse(amount[1], amount[0]), parse(text.substring(or + OR.length()).strip()));
  }
}
