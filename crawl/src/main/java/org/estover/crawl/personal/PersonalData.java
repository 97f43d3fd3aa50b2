package org.estover.crawl.personal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.estover.crawl.fetch.AddressGuard;
import org.jspecify.annotations.Nullable;

/**
 * Finds personal data of some kinds in texts.
 *
 * <p>One pass: at the characters that give something away ({@code @}, colons, the first digit of a
 * number) a finder of each kind looks at the characters around. Nothing is found twice and nothing
 * overlaps; of several kinds in one place the one with a check digit counts, a telephone number
 * last. Time grows with the length of the text, whatever it says, and memory is a copy of it.
 * Thread-safe.
 */
public final class PersonalData {
  private static final String VERSION = "v1";

  /** Who is asked first: what has a check digit is sooner that than a telephone number. */
  private static final List<PersonalKind> ORDER =
      List.of(
          PersonalKind.EMAIL,
          PersonalKind.IP,
          PersonalKind.IBAN,
          PersonalKind.NATIONAL_ID,
          PersonalKind.CARD,
          PersonalKind.PHONE);

  private final EnumSet<PersonalKind> kinds;
  private final List<String> regions;

  /**
   * Makes a detector.
   *
   * @param kinds what to look for
   * @param regions where telephone numbers are also known as they are dialled, by the region's code
   *     of ISO 3166, in capitals; of others only those with a plus are
   * @throws IllegalArgumentException if a region is not known
   */
  public PersonalData(Set<PersonalKind> kinds, Set<String> regions) {
    this.kinds = kinds.isEmpty() ? EnumSet.noneOf(PersonalKind.class) : EnumSet.copyOf(kinds);
    this.regions = List.copyOf(new TreeSet<>(regions));
    for (String region : this.regions) {
      if (!knowsRegion(region)) {
        throw Errors.noSuchRegion(region);
      }
    }
  }

  /** Whether numbers as they are dialled in a region can be told. */
  public static boolean knowsRegion(String region) {
    return PhoneNumbers.knows(region);
  }

  /** Returns the detector's name with its version and all that decides what it finds. */
  public String name() {
    List<String> words = new ArrayList<>(List.of("personal-data", VERSION));
    if (kinds.contains(PersonalKind.EMAIL)) {
      words.add("domains-" + TopLevelDomains.VERSION);
    }
    if (kinds.contains(PersonalKind.PHONE)) {
      words.add("phones-" + PhoneNumbers.VERSION);
    }
    if (kinds.contains(PersonalKind.IP)) {
      words.add("ranges-" + AddressGuard.RANGES);
    }
    words.add(kinds.stream().map(PersonalKind::label).collect(Collectors.joining(",")));
    if (!regions.isEmpty()) {
      words.add(String.join(",", regions));
    }
    return String.join(" ", words);
  }

  /** Returns what a text holds, in its order. */
  public List<PersonalSpan> find(CharSequence text) {
    Scan scan = new Scan(text);
    PersonalFinder[] finders = finders(scan);
    int wanted = 0;
    for (PersonalFinder finder : finders) {
      wanted |= finder.triggers();
    }
    List<PersonalSpan> found = new ArrayList<>();
    boolean isInNumber = false;
    int at = 0;
    while (at < scan.size()) {
      int classes = scan.classes(at);
      boolean isDigit = (classes & (Scan.DIGIT | Scan.OTHER_DIGIT)) != 0;
      PersonalSpan span = null;
      if ((classes & wanted) != 0 && !(isDigit && isInNumber)) {
        span = first(finders, classes, at);
      }
      isInNumber = isDigit;
      at++;
      if (span != null) {
        scan.found(span);
        found.add(span);
        isInNumber = span.end() > at ? scan.isAnyDigit(span.end() - 1) : isInNumber;
        at = Math.max(at, span.end());
      }
    }
    return found;
  }

  private static @Nullable PersonalSpan first(PersonalFinder[] finders, int classes, int at) {
    for (PersonalFinder finder : finders) {
      if ((finder.triggers() & classes) != 0) {
        PersonalSpan span = finder.around(at);
        if (span != null) {
          return span;
        }
      }
    }
    return null;
  }

  private PersonalFinder[] finders(Scan scan) {
    return ORDER.stream()
        .filter(kinds::contains)
        .map(
            kind ->
                switch (kind) {
                  case EMAIL -> new EmailAddresses(scan);
                  case IP -> new IpAddresses(scan);
                  case IBAN -> new BankAccounts(scan);
                  case NATIONAL_ID -> new NationalIds(scan);
                  case CARD -> new PaymentCards(scan);
                  case PHONE -> new PhoneNumbers(scan, regions);
                })
        .toArray(PersonalFinder[]::new);
  }

  /**
   * Returns a text with other things in the place of what was found in it.
   *
   * @param found as {@link #find} returned it
   */
  public static String replace(CharSequence text, List<PersonalSpan> found) {
    StringBuilder left = new StringBuilder(text.length());
    int from = 0;
    for (PersonalSpan span : found) {
      left.append(text, from, span.start()).append(span.replacement());
      from = span.end();
    }
    return left.append(text, from, text.length()).toString();
  }
}
