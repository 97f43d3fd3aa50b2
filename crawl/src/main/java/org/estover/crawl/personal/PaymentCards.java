package org.estover.crawl.personal;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of payment cards (ISO/IEC 7812): a range that is issued, of the length that is issued
 * there, with a check digit that holds (Luhn). Written as one, or grouped as they stand on cards.
 */
final class PaymentCards implements PersonalFinder {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private final Scan text;

  PaymentCards(Scan text) {
    this.text = text;
  }

  @Override
  public int triggers() {
    return Scan.DIGIT;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    if (isOfMore(index - 1, -1)) {
      return null;
    }
    int[] digits = new int[LONGEST];
    StringBuilder groups = new StringBuilder();
    char separator = 0;
    int count = 0;
    int group = 0;
    int at = index;
    while (text.isDigit(at)) {
      if (count == LONGEST) {
        return null;
      }
      digits[count++] = text.at(at++) - '0';
      group++;
      char next = text.at(at);
      if ((next == ' ' || next == '-') && text.isDigit(at + 1) && count < LONGEST) {
        if (separator != 0 && separator != next) {
          break;
        }
        separator = next;
        groups.append(group).append(' ');
        group = 0;
        at++;
      }
    }
    groups.append(group);
    return count >= SHORTEST
            && !isOfMore(at, 1)
            && (separator == 0 || isGroupedAsOnCards(groups.toString()))
            && isIssued(digits, count)
            && holds(digits, count)
        ? PersonalSpan.of(index, at, PersonalKind.CARD)
        : null;
  }

  /** Whether a longer number or a word goes on at a place, in a direction. */
  private boolean isOfMore(int place, int direction) {
    char c = text.at(place);
    boolean isJoint = c == '.' || c == '-' || c == ',' || c == '/' || c == '=' || c == '+';
    boolean isLabel = c == '-' && text.isWord(place + direction);
    return text.isWord(place) || isLabel || (isJoint && text.isDigit(place + direction));
  }

  private static boolean isGroupedAsOnCards(String groups) {
    return switch (groups) {
      case "4 4 4 4", "4 4 4 4 3", "4 6 5", "4 6 4", "6 13" -> true;
      default -> false;
    };
  }

  private static boolean isIssued(int[] digits, int count) {
    int four = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    int two = four / 100;
    boolean isLong = count >= 16;
    if (count == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720))) {
      return true; // Mastercard
    }
    if (two / 10 == 4) {
      return count == 13 || count == 16 || count == 19; // Visa
    }
    return switch (two) {
      case 34, 37 -> count == 15; // American Express
      case 30 -> count == 14 && four < 3060; // Diners Club
      case 36, 38, 39 -> count == 14;
      case 35 -> isLong && four >= 3528 && four < 3590; // JCB
      case 60 -> isLong && four == 6011; // Discover
      case 64 -> isLong && four >= 6440;
      case 62, 65 -> isLong; // UnionPay, Discover
      default -> false;
    };
  }

  private static boolean holds(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i] * (1 + i % 2);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
  }
}
