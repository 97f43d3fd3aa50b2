package org.estover.crawl.read.mail;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date of a message (RFC 5322, section 3.3, and what programs write instead). */
final class MailDate {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Zones by name, in hours (RFC 5322, section 4.3). */
  private static final Map<String, Integer> ZONES =
      Map.of(
          "EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,2})[ -]([A-Za-z]{3})[a-z]{0,6}[ -](\\d{2,4}) {1,3}(\\d{1,2}):(\\d{2})(?::(\\d{2}))?"
              + " *([+-]\\d{4}|[A-Z]{1,4})?");

  private MailDate() {}

  /** The ISO instant, or "" where there is none. */
  static String instant(String field) {
    Matcher date = DATE.matcher(field);
    if (!date.find()) {
      return "";
    }
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
    int year = Integer.parseInt(date.group(3));
    int whole = year < 50 ? 2000 + year : year < 1000 ? 1900 + year : year;
    try {
      return LocalDateTime.of(
              whole,
              month,
              Integer.parseInt(date.group(1)),
              Integer.parseInt(date.group(4)),
              Integer.parseInt(date.group(5)),
              date.group(6) == null ? 0 : Integer.parseInt(date.group(6)))
          .toInstant(zone(date.group(7) == null ? "" : date.group(7)))
          .toString();
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static ZoneOffset zone(String zone) {
    if (zone.length() == 5) {
      int minutes =
          60 * Integer.parseInt(zone.substring(1, 3)) + Integer.parseInt(zone.substring(3));
      return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
    }
    return ZoneOffset.ofHours(ZONES.getOrDefault(zone, 0));
  }
}
