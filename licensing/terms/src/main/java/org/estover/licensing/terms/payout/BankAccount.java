package org.estover.licensing.terms.payout;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where money is paid to: an account with an international number, or one of another scheme.
 *
 * @param number the IBAN without blanks, or the number of the other scheme
 * @param isIban whether it is an IBAN, whose check digits hold
 */
public record BankAccount(String number, boolean isIban) {

  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}");
  private static final Pattern OTHER_NUMBER = Pattern.compile("[A-Za-z0-9./-]{1,34}");
  private static final String OTHER = "other:";
  private static final BigInteger CHECK_MODULUS = BigInteger.valueOf(97);

  public BankAccount {
    if (isIban && !(IBAN.matcher(number).matches() && checks(number))) {
      throw Errors.badIban(number);
    }
    if (!isIban && !OTHER_NUMBER.matcher(number).matches()) {
      throw Errors.badAccount(number);
    }
  }

  /** Reads an IBAN, with or without blanks, or {@code other:NUMBER}. */
  public static BankAccount parse(String text) {
    if (text.startsWith(OTHER)) {
      return new BankAccount(text.substring(OTHER.length()), false);
    }
    String compact = text.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!compact.matches("[A-Z]{2}[0-9]{2}.*")) {
      throw Errors.badAccount(text);
    }
    return new BankAccount(compact, true);
  }

  /**
   * ISO 13616: with the first four behind the rest and letters as 10 to 35, the rest of 97 is 1.
   */
  private static boolean checks(String iban) {
    String check = iban.substring(2, 4);
    if (check.equals("00") || check.equals("01") || check.equals("99")) {
      // The rest of 97 alone would not tell them from 97, 98 and 02.
      return false;
    }
    StringBuilder digits = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(c >= 'A' ? c - 'A' + 10 : c - '0'));
    return new BigInteger(digits.toString()).mod(CHECK_MODULUS).intValue() == 1;
  }

  /** The text that {@link #parse} reads back. */
  @Override
  public String toString() {
    return isIban ? number : OTHER + number;
  }
}
