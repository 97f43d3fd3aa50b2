package org.estover.crawl.personal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * International Bank Account Numbers (ISO 13616): a country that issues them, its length, and check
 * digits that hold (ISO 7064, mod 97-10). They may be grouped by single spaces or hyphens.
 */
final class BankAccounts implements PersonalFinder {
  private static final int MODULUS = 97;
  private static final Map<String, Integer> LENGTHS =
      lengths(
          "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22"
              + " DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28"
              + " HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20"
              + " LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28"
              + " PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28"
              + " TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

  private final Scan text;

  BankAccounts(Scan text) {
    this.text = text;
  }

  private static Map<String, Integer> lengths(String written) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String country : written.split(" ", -1)) {
      lengths.put(country.substring(0, 2), Integer.valueOf(country.substring(2)));
    }
    return Map.copyOf(lengths);
  }

  @Override
  public int triggers() {
    return Scan.DIGIT;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    int start = index - 2;
    if (start < text.floor()
        || !Scan.isCapital(text.at(start))
        || !Scan.isCapital(text.at(start + 1))
        || text.isWord(start - 1)) {
      return null;
    }
    Integer length = LENGTHS.get(text.text(start, index));
    if (length == null) {
      return null;
    }
    char[] number = new char[length];
    int at = start;
    for (int count = 0; count < length; at++) {
      char c = text.at(at);
      if (Scan.isCapital(c) || Scan.isDigit(c)) {
        number[count++] = c;
      } else if (count < 4 || !isSeparator(c) || isSeparator(text.at(at - 1))) {
        return null;
      }
    }
    return !text.isWord(at) && remainder(number) == 1
        ? PersonalSpan.of(start, at, PersonalKind.IBAN)
        : null;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '\u00a0';
  }

  /** The number modulo 97, its first four characters moved to the end and letters as 10 to 35. */
  private static int remainder(char[] number) {
    int remainder = 0;
    for (int i = 0; i < number.length; i++) {
      char c = number[(i + 4) % number.length];
      remainder =
          Scan.isDigit(c)
              ? (remainder * 10 + c - '0') % MODULUS
              : (remainder * 100 + c - 'A' + 10) % MODULUS;
    }
    return remainder;
  }
}
