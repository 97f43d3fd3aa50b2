package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.Money;

/** The wording of this package's refusals. */
final class Errors {

  private static final int MAX_NAME = 200;

  private Errors() {}

  static IllegalArgumentException badRatio(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a ratio: expected zero or more, as 1/50, 0.02 or 2%");
  }

  static void requireShare(String what, Ratio ratio) {
    if (ratio.compareTo(Ratio.ONE) > 0) {
      throw new IllegalArgumentException(
          what + " " + ratio.percent() + " is more than the whole: expected 0% to 100%");
    }
  }

  static IllegalArgumentException badCard(String text, String why) {
    return new IllegalArgumentException("rate card \"" + text + "\": " + why);
  }

  static IllegalArgumentException badTiers(String why) {
    return new IllegalArgumentException(
        "tiers: " + why + "; expected thresholds of one currency that rise from zero");
  }

  static IllegalArgumentException badMinimum(Money least) {
    return new IllegalArgumentException(
        "a minimum of " + least + " asks for nothing: expected an amount above zero");
  }

  static IllegalArgumentException badMinimum(Money least, RateCard card) {
    return new IllegalArgumentException(
        "a minimum of "
            + least
            + " cannot stand before \""
            + card.canonical()
            + "\": expected a card in "
            + least.currency()
            + " without another minimum, a cap or an advance");
  }

  static IllegalArgumentException badCap(Money most) {
    return new IllegalArgumentException(
        "a cap of " + most + " leaves nothing to ask for: expected an amount above zero");
  }

  static IllegalArgumentException badCap(Money most, RateCard card) {
    return new IllegalArgumentException(
        "a cap of "
            + most
            + " cannot stand before \""
            + card.canonical()
            + "\": expected a card in "
            + most.currency()
            + " without another cap or an advance, whose minimum is not above the cap");
  }

  static IllegalArgumentException badAdvance(Money paidAhead, RateCard card) {
    return new IllegalArgumentException(
        "an advance of "
            + paidAhead
            + " cannot stand before \""
            + card.canonical()
            + "\": expected an amount above zero, and a card in "
            + paidAhead.currency()
            + " without another advance");
  }

  static IllegalArgumentException badDiscount(String why) {
    return new IllegalArgumentException(
        "discount: "
            + why
            + "; expected parts for l1, l2 or classes of licensees that do not fall with the level,"
            + " on a percent card or tiers");
  }

  static IllegalArgumentException badGreater(String why) {
    return new IllegalArgumentException(
        "greater of: "
            + why
            + "; expected two or more of percent, tiers, discount and per-unit with \"and\""
            + " between them");
  }

  static IllegalArgumentException badUnit(Money price, long per, String unit) {
    return new IllegalArgumentException(
        "price of "
            + price
            + " per "
            + per
            + " \""
            + unit
            + "\": expected an amount of zero or more, a count above zero and a kebab-case word");
  }

  static IllegalArgumentException unknownClass(String word, String known) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no class of licensees: expected one of " + known);
  }

  static IllegalArgumentException badDeductionCap(String name, String cap) {
    return new IllegalArgumentException(
        "deduction \""
            + name
            + "\" up to \""
            + cap.strip()
            + "\": expected a share of gross revenue such as 10%, or an amount such as USD 500.00");
  }

  static IllegalArgumentException twoCaps(String name) {
    return new IllegalArgumentException(
        "deduction \"" + name + "\" is allowed twice: name each once, with one cap");
  }

  static IllegalArgumentException cannotPrice(RateCard card, Money netRevenue) {
    return new IllegalArgumentException(
        "rate card \""
            + card.canonical()
            + "\" cannot price net revenue of "
            + netRevenue
            + ": expected zero or more in the card's currency");
  }

  static IllegalArgumentException badKey(Ratio sum) {
    return new IllegalArgumentException(
        "the distribution key sums to " + sum + " (" + sum.percent() + "): expected exactly 100%");
  }

  static IllegalArgumentException badKey(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is not a distribution key: expected three shares, administration commons"
            + " holders, such as \"10% 20% 70%\", or four, administration reserve commons holders");
  }

  static IllegalArgumentException emptyScope() {
    return new IllegalArgumentException(
        "an offer that admits no rights class or no license covers nothing: name some, or \"*\"");
  }

  static IllegalArgumentException badPurposes(List<String> purposes) {
    return new IllegalArgumentException(
        "purposes " + purposes + ": expected one or more kebab-case words such as train");
  }

  static void requireName(String what, String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          what + " needs a name of 1 to " + MAX_NAME + " characters");
    }
  }

  static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "the text of the " + what + " is empty: nothing would be said");
    }
  }

  static IllegalArgumentException endsBeforeItStarts(LocalDate from, LocalDate until) {
    return new IllegalArgumentException(
        "an agreement from " + from + " cannot end on " + until + ", before it starts");
  }

  static IllegalArgumentException unknownLevel(String word) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no level of verification: expected l0, l1 or l2");
  }

  static IllegalArgumentException unknownRightsClass(String word, String known) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no class of rights: expected one of " + known);
  }

  static IllegalArgumentException unknownLicenseClass(String word, String known) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no class of licenses: expected one of " + known);
  }
}
