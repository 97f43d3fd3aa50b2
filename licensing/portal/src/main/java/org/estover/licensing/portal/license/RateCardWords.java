package org.estover.licensing.portal.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.estover.licensing.terms.agreement.Advance;
import org.estover.licensing.terms.agreement.Cap;
import org.estover.licensing.terms.agreement.Discount;
import org.estover.licensing.terms.agreement.GreaterOf;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Minimum;
import org.estover.licensing.terms.agreement.PerUnit;
import org.estover.licensing.terms.agreement.PercentOfRevenue;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Tiered;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * Says a rate card in words. They are in one language and stand in the text that is signed, so they
 * are no message of the portal's.
 */
final class RateCardWords {

  private RateCardWords() {}

  /** The card as part of a sentence: {@code 2% of the month's net revenue}. */
  static String of(RateCard card) {
    if (card instanceof PercentOfRevenue percent) {
      return share(percent.rate()) + " of the month's net revenue";
    }
    if (card instanceof Tiered tiered) {
      return tiers(tiered);
    }
    if (card instanceof PerUnit unit) {
      return unit.price() + " for every " + unit.per() + " " + unit.unit();
    }
    if (card instanceof GreaterOf greater) {
      return "the greatest of: "
          + greater.cards().stream().map(RateCardWords::of).collect(Collectors.joining("; or "));
    }
    if (card instanceof Minimum minimum) {
      return of(minimum.card()) + ", and at least " + minimum.least() + " a month";
    }
    if (card instanceof Cap cap) {
      return of(cap.card()) + ", and at most " + cap.most() + " a month";
    }
    if (card instanceof Advance advance) {
      return of(advance.card())
          + "; "
          + advance.paidAhead()
          + " is paid ahead, once, and counts towards it";
    }
    if (card instanceof Discount discount) {
      return of(discount.card()) + ", less " + discounts(discount);
    }
    throw new AssertionError(card);
  }

  private static String tiers(Tiered tiered) {
    List<String> parts = new ArrayList<>();
    for (Tiered.Tier tier : tiered.tiers()) {
      parts.add(share(tier.rate()) + " of what is above " + tier.from());
    }
    return "of the month's net revenue, step by step, " + String.join(", then ", parts);
  }

  private static String discounts(Discount discount) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<VerificationLevel, Ratio> each : new TreeMap<>(discount.levels()).entrySet()) {
      parts.add(share(each.getValue()) + " for training verified at " + each.getKey().word());
    }
    for (Map.Entry<LicenseeClass, Ratio> each : new TreeMap<>(discount.licensees()).entrySet()) {
      parts.add(share(each.getValue()) + " for licensees of class " + each.getKey().word());
    }
    return String.join(" and ", parts);
  }

  private static String share(Ratio ratio) {
    return ratio.percent();
  }
}
