package org.estover.crawl.personal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by which a state knows a person, of states whose numbers have so much form and so strong
 * a check that nothing else looks so: China's and Finland's with their date and check, Brazil's CPF
 * with its points and two check digits, France's NIR and Italy's codice fiscale.
 */
final class NationalIds implements PersonalFinder {
  private static final String FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final String CHINESE_CHECKS = "10X98765432";
  private static final int[] CHINESE_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };

  /** What letters and digits count on odd places of an Italian number. */
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private static final String ITALIAN_FORM = "LLLLLLDDLDDLDDDL";
  private static final String FRENCH_FORM = "D DD DD DD DDD DDD DD";
  private static final String BRAZILIAN_FORM = "DDD.DDD.DDD-DD";

  private final Scan text;

  NationalIds(Scan text) {
    this.text = text;
  }

  @Override
  public int triggers() {
    return Scan.DIGIT;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    int start = index;
    int end = italianEnd(index - 6);
    if (end > 0) {
      start = index - 6;
    } else if (!text.isWord(index - 1) && ".-+/=&#".indexOf(text.at(index - 1)) < 0) {
      int digits = index;
      while (digits - index <= 18 && text.isDigit(digits)) {
        digits++;
      }
      end =
          switch (digits - index) {
            case 1, 15 -> frenchEnd(index);
            case 3 -> brazilianEnd(index);
            case 6 -> finnishEnd(index);
            case 17, 18 -> chineseEnd(index);
            default -> -1;
          };
    }
    boolean isWhole =
        end > 0 && !text.isWord(end) && !(text.at(end) == '.' && text.isDigit(end + 1));
    return isWhole ? PersonalSpan.of(start, end, PersonalKind.NATIONAL_ID) : null;
  }

  /** Where a text of a form ends; -1 if it has another one. */
  private int formEnd(int start, String form) {
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      boolean fits =
          switch (wanted) {
            case 'D' -> text.isDigit(start + i);
            case 'L' -> text.isLetter(start + i);
            default -> text.at(start + i) == wanted;
          };
      if (!fits) {
        return -1;
      }
    }
    return start + form.length();
  }

  private int italianEnd(int start) {
    if (start < text.floor() || text.isWord(start - 1)) {
      return -1;
    }
    int end = formEnd(start, ITALIAN_FORM);
    if (end < 0) {
      return -1;
    }
    String number = text.text(start, end).toUpperCase(Locale.ROOT);
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = number.charAt(i);
      int value = Scan.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    return sum % 26 == number.charAt(15) - 'A' ? end : -1;
  }

  /** 13 digits that begin with sex, year and month, and what is missing to a multiple of 97. */
  private int frenchEnd(int start) {
    int end = formEnd(start, FRENCH_FORM);
    end = end < 0 ? formEnd(start, "DDDDDDDDDDDDDDD") : end;
    if (end < 0) {
      return -1;
    }
    String digits = text.text(start, end).replace(" ", "");
    long number = Long.parseLong(digits.substring(0, 13));
    int month = Integer.parseInt(digits.substring(3, 5));
    boolean isPerson = digits.charAt(0) == '1' || digits.charAt(0) == '2';
    boolean isBorn = (month >= 1 && month <= 12) || (month >= 20 && month <= 42);
    int check = Integer.parseInt(digits.substring(13));
    return isPerson && isBorn && 97 - number % 97 == check ? end : -1;
  }

  private int brazilianEnd(int start) {
    int end = formEnd(start, BRAZILIAN_FORM);
    if (end < 0) {
      return -1;
    }
    String digits = text.text(start, end).replace(".", "").replace("-", "");
    boolean isOneDigit = digits.chars().allMatch(c -> c == digits.charAt(0));
    return !isOneDigit && brazilianCheck(digits, 9) && brazilianCheck(digits, 10) ? end : -1;
  }

  private static boolean brazilianCheck(String digits, int place) {
    int sum = 0;
    for (int i = 0; i < place; i++) {
      sum += (digits.charAt(i) - '0') * (place + 1 - i);
    }
    return sum * 10 % 11 % 10 == digits.charAt(place) - '0';
  }

  private int finnishEnd(int start) {
    String date = text.text(start, start + 6);
    boolean isForm =
        "+-A".indexOf(text.at(start + 6)) >= 0
            && text.isDigit(start + 7)
            && text.isDigit(start + 8)
            && text.isDigit(start + 9)
            && text.isWord(start + 10);
    if (!isForm || !isDate(date.substring(2, 4), date.substring(0, 2))) {
      return -1;
    }
    int number = Integer.parseInt(date + text.text(start + 7, start + 10));
    return FINNISH_CHECKS.charAt(number % 31) == text.at(start + 10) ? start + 11 : -1;
  }

  private int chineseEnd(int start) {
    String number = start + 18 <= text.size() ? text.text(start, start + 18) : "";
    if (number.isEmpty() || !isDate(number.substring(10, 12), number.substring(12, 14))) {
      return -1;
    }
    int year = Integer.parseInt(number.substring(6, 10));
    int sum = 0;
    for (int i = 0; i < CHINESE_WEIGHTS.length; i++) {
      sum += (number.charAt(i) - '0') * CHINESE_WEIGHTS[i];
    }
    boolean isCheck = CHINESE_CHECKS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    return isCheck && number.charAt(0) != '0' && year >= 1900 && year < 2100 ? start + 18 : -1;
  }

  private static boolean isDate(String month, String day) {
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    return m >= 1 && m <= 12 && d >= 1 && d <= 31;
  }
}
