package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The greatest of what several cards say.
 *
 * @param cards two or more: percent cards, tiers, discounts and prices per unit
 */
public record GreaterOf(List<RateCard> cards) implements RateCard {

  public GreaterOf {
    cards = List.copyOf(cards);
    if (cards.size() < 2) {
      throw Errors.badGreater("it has one card to choose from");
    }
    for (RateCard card : cards) {
      if (!isPrice(card)) {
        throw Errors.badGreater("\"" + card.canonical() + "\" stands around it, not in it");
      }
    }
  }

  private static boolean isPrice(RateCard card) {
    return card instanceof PercentOfRevenue
        || card instanceof Tiered
        || card instanceof Discount
        || card instanceof PerUnit;
  }

  @Override
  public Ratio exactMinorUnits(RoyaltyBasis base) {
    Ratio greatest = Ratio.ZERO;
    for (RateCard card : cards) {
      greatest = greatest.max(card.exactMinorUnits(base));
    }
    return greatest;
  }

  @Override
  public String why(RoyaltyBasis base) {
    return cards.stream()
        .map(card -> card.why(base))
        .collect(Collectors.joining("; ", "the greatest of (", ")"));
  }

  @Override
  public List<Step> steps(RoyaltyBasis base) {
    List<Step> steps = new ArrayList<>();
    cards.forEach(card -> steps.addAll(card.steps(base)));
    steps.add(new Step("the greatest of " + cards.size(), exactMinorUnits(base)));
    return steps;
  }

  @Override
  public boolean accepts(String currency) {
    return cards.stream().allMatch(card -> card.accepts(currency));
  }

  @Override
  public Set<String> units() {
    return cards.stream()
        .flatMap(card -> card.units().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String canonical() {
    return cards.stream()
        .map(RateCard::canonical)
        .collect(Collectors.joining(" and ", "greater of ", ""));
  }
}
