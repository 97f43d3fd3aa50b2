package org.estover.crawl.personal;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.ibm.icu.lang.UCharacter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers that exist by the plans of the states: those that begin with a plus (E.164),
 * and, of regions that are named, those that are dialled there.
 *
 * <p>libphonenumber knows the plans, and is slow; so it is shown only runs of digits and of the
 * signs that separate them, each once, and cut to pieces of bounded length. Numbers without a plus
 * must be grouped as their region groups them. Numbers that are reserved for examples are kept.
 */
final class PhoneNumbers implements PersonalFinder {
  /** Of which release of libphonenumber the plans are: others find other numbers. */
  static final String VERSION = "9.0.43";

  /** What the library calls no region: only numbers with a plus are told. */
  private static final String ANYWHERE = "ZZ";

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final String SEPARATORS =
      " \u00a0\u2009\u202f\u3000-.()/\u2010\u2011\u2012\u2013\uff08\uff09\uff0d";
  private static final String SIGNS_BEFORE = "$\u20ac\u00a3\u00a5#%=*^";
  private static final int LONGEST_RUN = 96;
  private static final int MOST_SEPARATORS = 2;
  private static final int FEWEST_DIGITS = 7;
  private static final int FEWEST_DIGITS_OF_REGION = 8;
  private static final long TRIES = 16;

  private final Scan text;
  private final List<String> regions;
  private final Deque<PersonalSpan> found = new ArrayDeque<>();
  private int readTo;

  PhoneNumbers(Scan text, List<String> regions) {
    this.text = text;
    this.regions = regions;
  }

  /** Whether numbers as they are dialled in a region can be told, by its code of ISO 3166. */
  static boolean knows(String region) {
    return PLANS.getSupportedRegions().contains(region);
  }

  @Override
  public int triggers() {
    return Scan.DIGIT | Scan.OTHER_DIGIT;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    if (index >= readTo) {
      read(index);
    }
    while (!found.isEmpty() && found.element().start() < text.floor()) {
      found.remove();
    }
    // What begins later in the run is handed out when its first digit is asked about.
    return !found.isEmpty() && found.element().start() <= index ? found.poll() : null;
  }

  private void read(int digit) {
    int start = digit;
    while (digit - start < MOST_SEPARATORS && isSignBefore(text.at(start - 1))) {
      start--;
    }
    start = Math.max(start, text.floor());
    start += isPlus(text.at(start + 1)) ? 1 : 0;
    boolean isInternational = isPlus(text.at(start)) || isPlus(text.at(digit - 1));
    if (!isInternational && regions.isEmpty()) {
      return;
    }
    Run run = new Run(start, digit);
    readTo = run.end;
    if (run.digits < FEWEST_DIGITS || isOfWord(start, run.end, isInternational)) {
      return;
    }
    String written = text.text(start, run.end);
    if (isInternational) {
      matches(written, ANYWHERE, start);
    } else if (run.separated) {
      for (String region : regions) {
        matches(written, region, start);
      }
    }
  }

  private void matches(String written, String region, int offset) {
    if (!found.isEmpty()) {
      return;
    }
    for (PhoneNumberMatch match : PLANS.findNumbers(written, region, Leniency.VALID, TRIES)) {
      boolean isSo = region.equals(ANYWHERE) || isGrouped(match, region);
      if (isSo && !isNobodys(match.number())) {
        found.add(
            PersonalSpan.of(offset + match.start(), offset + match.end(), PersonalKind.PHONE));
      }
    }
  }

  /**
   * Whether a number is written with its area code apart, as its region does, and in groups of two
   * digits or more. How the rest of it is grouped differs from writer to writer.
   */
  private static boolean isGrouped(PhoneNumberMatch match, String region) {
    List<String> written = groups(match.rawString());
    List<String> usual = groups(PLANS.format(match.number(), PhoneNumberFormat.NATIONAL));
    String prefix = PLANS.getNddPrefixForRegion(region, true);
    if (written.size() > 1 && written.get(0).equals(prefix)) {
      written = written.subList(1, written.size());
    }
    return written.size() > 1
        && usual.size() > 1
        && written.stream().allMatch(group -> group.length() > 1)
        && String.join("", written).length() >= FEWEST_DIGITS_OF_REGION
        && String.join("", written).equals(String.join("", usual))
        && written.get(0).length() == usual.get(0).length();
  }

  private static List<String> groups(String number) {
    List<String> groups = new ArrayList<>();
    StringBuilder group = new StringBuilder();
    for (int i = 0; i <= number.length(); i++) {
      int digit = i < number.length() ? UCharacter.digit(number.charAt(i)) : -1;
      if (digit >= 0) {
        group.append(digit);
      } else if (group.length() > 0) {
        groups.add(group.toString());
        group.setLength(0);
      }
    }
    return groups;
  }

  private static boolean isPlus(char c) {
    return c == '+' || c == '\uff0b';
  }

  private static boolean isSignBefore(char c) {
    return isPlus(c) || c == '(' || c == '\uff08';
  }

  /** Whether the run is of a longer word, an amount, a formula or a time. */
  private boolean isOfWord(int start, int end, boolean isInternational) {
    char before = text.at(start - 1);
    return text.isWord(start - 1)
        || text.isWord(end)
        || (before == '.' && text.isWord(start - 2))
        || (!isInternational
            && (SIGNS_BEFORE.indexOf(before) >= 0
                || (text.at(end) == ':' && text.isDigit(end + 1))));
  }

  /** Whether the number is reserved for examples: 555-0100 to 555-0199, and Ofcom's for drama. */
  private static boolean isNobodys(PhoneNumber number) {
    long national = number.getNationalNumber();
    if (number.getCountryCode() == 1) {
      return national % 10_000_000 / 100 == 5_550_1;
    }
    return number.getCountryCode() == 44 && national / 1000 == 1_632_960;
  }

  /** Digits and what separates them, on one line. */
  private final class Run {
    private final int end;
    private int digits;
    private boolean separated;

    Run(int start, int digit) {
      int at = digit;
      int last = digit;
      int separators = 0;
      while (at - start < LONGEST_RUN && at < text.size()) {
        if (text.isAnyDigit(at)) {
          digits++;
          separated |= separators > 0;
          separators = 0;
          last = at + 1;
        } else if (SEPARATORS.indexOf(text.at(at)) < 0 || ++separators > MOST_SEPARATORS) {
          break;
        }
        at++;
      }
      end = last;
      separated |= start < digit;
    }
  }
}
