package org.estover.licensing.terms.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.estover.ledger.book.Money;

/** Reads the text form of rate cards; the grammar stands at {@link RateCard}. */
final class RateCardText {

  private static final String PERCENT = "percent ";
  private static final String TIERS = "tiers ";
  private static final String PER_UNIT = "per-unit ";
  private static final String DISCOUNT = "discount ";
  private static final String GREATER = "greater of ";
  private static final String MINIMUM = "minimum ";
  private static final String CAP = "cap ";
  private static final String ADVANCE = "advance ";

  private RateCardText() {}

  static RateCard parse(String text) {
    if (text.startsWith(ADVANCE)) {
      return around(text, ADVANCE, " against ", Advance::new);
    }
    if (text.startsWith(CAP)) {
      return around(text, CAP, " on ", Cap::new);
    }
    if (text.startsWith(MINIMUM)) {
      return around(text, MINIMUM, " or ", Minimum::new);
    }
    if (text.startsWith(GREATER)) {
      String[] cards = text.substring(GREATER.length()).split(" and ", -1);
      return new GreaterOf(Arrays.stream(cards).map(card -> parse(card.strip())).toList());
    }
    if (text.startsWith(DISCOUNT)) {
      return discount(text);
    }
    if (text.startsWith(TIERS)) {
      return tiers(text);
    }
    if (text.startsWith(PER_UNIT)) {
      return perUnit(text);
    }
    String ratio = text.startsWith(PERCENT) ? text.substring(PERCENT.length()) : text;
    return new PercentOfRevenue(Ratio.parse(ratio.strip()));
  }

  /** A card around another one: a word, an amount, another word, the card. */
  private static RateCard around(
      String text, String first, String second, BiFunction<Money, RateCard, RateCard> made) {
    int at = text.indexOf(second);
    String[] amount = at < first.length() ? new String[0] : words(text, first.length(), at);
    if (amount.length != 2) {
      throw Errors.badCard(text, "expected \"" + first + "CURRENCY AMOUNT" + second + "CARD\"");
    }
    RateCard card = parse(text.substring(at + second.length()).strip());
    return made.apply(Money.parse(amount[1], amount[0]), card);
  }

  private static RateCard discount(String text) {
    int on = text.indexOf(" on ");
    if (on < DISCOUNT.length()) {
      throw Errors.badCard(text, "expected \"discount WHOM:RATIO ... on CARD\"");
    }
    Map<VerificationLevel, Ratio> levels = new EnumMap<>(VerificationLevel.class);
    Map<LicenseeClass, Ratio> licensees = new EnumMap<>(LicenseeClass.class);
    for (String word : words(text, DISCOUNT.length(), on)) {
      int colon = colon(text, word, "discount", "WHOM:RATIO");
      String whom = word.substring(0, colon);
      Ratio part = Ratio.parse(word.substring(colon + 1));
      boolean again =
          whom.matches("l[0-9]")
              ? levels.put(VerificationLevel.of(whom), part) != null
              : licensees.put(LicenseeClass.of(whom), part) != null;
      if (again) {
        throw Errors.badCard(text, "\"" + whom + "\" has two discounts");
      }
    }
    return new Discount(levels, licensees, parse(text.substring(on + " on ".length()).strip()));
  }

  private static RateCard tiers(String text) {
    String[] words = words(text, TIERS.length(), text.length());
    List<Tiered.Tier> tiers = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      int colon = colon(text, words[i], "tier", "FROM:RATIO");
      Money from = Money.parse(words[i].substring(0, colon), words[0]);
      tiers.add(new Tiered.Tier(from, Ratio.parse(words[i].substring(colon + 1))));
    }
    return new Tiered(tiers);
  }

  private static RateCard perUnit(String text) {
    String[] words = words(text, PER_UNIT.length(), text.length());
    if (words.length != 5 || !words[2].equals("per") || !words[3].matches("[0-9]{1,18}")) {
      throw Errors.badCard(text, "expected \"per-unit CURRENCY AMOUNT per COUNT NAME\"");
    }
    return new PerUnit(Money.parse(words[1], words[0]), Long.parseLong(words[3]), words[4]);
  }

  private static int colon(String text, String word, String what, String expected) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      throw Errors.badCard(text, what + " \"" + word + "\" is not " + expected);
    }
    return colon;
  }

  private static String[] words(String text, int from, int to) {
    return text.substring(from, to).strip().split(" +", -1);
  }
}
