package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is earned on revenue, less a part for how far the training was verified, and a part for the
 * class of the licensee. Both come off one after the other: {@code (1 - level) * (1 - class)}.
 *
 * <p>A level that is not named has the discount of the next lower one that is.
 *
 * @param levels the part off per verification level, which never falls from one level to the next
 * @param licensees the part off per class of licensee
 * @param card a percent card or tiers
 */
public record Discount(
    Map<VerificationLevel, Ratio> levels, Map<LicenseeClass, Ratio> licensees, RateCard card)
    implements RateCard {

  public Discount {
    levels = copy(levels, VerificationLevel.class);
    licensees = copy(licensees, LicenseeClass.class);
    if (levels.isEmpty() && licensees.isEmpty()) {
      throw Errors.badDiscount("it names nobody");
    }
    if (!(card instanceof PercentOfRevenue) && !(card instanceof Tiered)) {
      throw Errors.badDiscount("\"" + card.canonical() + "\" is neither percent nor tiers");
    }
    Ratio before = Ratio.ZERO;
    for (Ratio part : levels.values()) {
      if (part.compareTo(before) < 0) {
        throw Errors.badDiscount("it falls where more was verified");
      }
      before = part;
    }
  }

  private static <K extends Enum<K>> Map<K, Ratio> copy(Map<K, Ratio> parts, Class<K> type) {
    Map<K, Ratio> copy = new EnumMap<>(type);
    copy.putAll(parts);
    copy.values().forEach(part -> Errors.requireShare("a discount of", part));
    return Collections.unmodifiableMap(copy);
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    return card.exactMinorUnits(base)
        .times(levelPart(base).complement())
        .times(licenseePart(base).complement());
  }

  @Override
  public String why(RoyaltyBasis base) {
    StringBuilder text = new StringBuilder(card.why(base));
    reductions(base).forEach(reduction -> text.append(", less ").append(reduction.text()));
    return text.toString();
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    List<Step> steps = new ArrayList<>(card.steps(base));
    Ratio exact = card.exactMinorUnits(base);
    for (Step reduction : reductions(base)) {
      exact = exact.times(reduction.exact().complement());
      steps.add(new Step("less " + reduction.text(), exact));
    }
    return steps;
  }

  /** What comes off: in words, and which part of it. */
  private List<Step> reductions(RoyaltyBasis base) {
    List<Step> reductions = new ArrayList<>();
    Ratio level = levelPart(base);
    if (level.numerator().signum() > 0) {
      reductions.add(new Step(level.percent() + " for level " + base.level().word(), level));
    }
    Ratio licensee = licenseePart(base);
    if (licensee.numerator().signum() > 0) {
      String word = base.licensee().word();
      reductions.add(new Step(licensee.percent() + " for class " + word, licensee));
    }
    return reductions;
  }

  private Ratio levelPart(RoyaltyBasis base) {
    Ratio part = Ratio.ZERO;
    for (Map.Entry<VerificationLevel, Ratio> level : levels.entrySet()) {
      part = level.getKey().compareTo(base.level()) <= 0 ? level.getValue() : part;
    }
    return part;
  }

  private Ratio licenseePart(RoyaltyBasis base) {
    return licensees.getOrDefault(base.licensee(), Ratio.ZERO);
  }

  @Override
  public boolean accepts(String currency) {
    return card.accepts(currency);
  }

  @Override
  public String canonical() {
    StringBuilder text = new StringBuilder("discount");
    levels.forEach((level, part) -> text.append(' ').append(level.word()).append(':').append(part));
    licensees.forEach((who, part) -> text.append(' ').append(who.word()).append(':').append(part));
    return text.append(" on ").append(card.canonical()).toString();
  }
}
