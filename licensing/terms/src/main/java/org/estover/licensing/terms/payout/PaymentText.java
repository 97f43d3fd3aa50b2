package org.estover.licensing.terms.payout;

import java.util.Map;
import java.util.TreeMap;

/**
 * Texts in the letters that every bank's payment file can carry: {@code a-z A-Z 0-9}, blank and
 * {@code / - ? : ( ) . , ' +}.
 *
 * <p>Letters with marks lose them, by a table that stands here and not in the running JDK; what is
 * not in it becomes a dot.
 */
final class PaymentText {

  private static final String ALLOWED = "/-?:().,'+ ";
  private static final String[] FOLDED = {
    "A ÀÁÂÃÅĀĂĄ",
    "AE ÄÆ",
    "C ÇĆĈĊČ",
    "D ÐĎĐ",
    "E ÈÉÊËĒĔĖĘĚ",
    "G ĜĞĠĢ",
    "H ĤĦ",
    "I ÌÍÎÏĨĪĬĮİ",
    "J Ĵ",
    "K Ķ",
    "L ĹĻĽĿŁ",
    "N ÑŃŅŇŊ",
    "O ÒÓÔÕŌŎŐ",
    "OE ÖØŒ",
    "R ŔŖŘ",
    "S ŚŜŞŠȘ",
    "T ŢŤŦÞȚ",
    "U ÙÚÛŨŪŬŮŰŲ",
    "UE Ü",
    "W Ŵ",
    "Y ÝŶŸ",
    "Z ŹŻŽ",
    "a àáâãåāăą",
    "ae äæ",
    "c çćĉċč",
    "d ðďđ",
    "e èéêëēĕėęě",
    "g ĝğġģ",
    "h ĥħ",
    "i ìíîïĩīĭįı",
    "j ĵ",
    "k ķĸ",
    "l ĺļľŀł",
    "n ñńņňŋŉ",
    "o òóôõōŏő",
    "oe öøœ",
    "r ŕŗř",
    "s śŝşšșſ",
    "ss ß",
    "t ţťŧþț",
    "u ùúûũūŭůűų",
    "ue ü",
    "w ŵ",
    "y ýÿŷ",
    "z źżž",
    "+ &",
    "- –—_",
    "' ‘’`\"",
    ". ;!*"
  };
  private static final Map<Integer, String> FOLDS = new TreeMap<>();

  static {
    for (String fold : FOLDED) {
      int blank = fold.indexOf(' ');
      fold.substring(blank + 1).chars().forEach(c -> FOLDS.put(c, fold.substring(0, blank)));
    }
  }

  private PaymentText() {}

  /**
   * A text in those letters.
   *
   * @param most how many of them at most
   * @param otherwise what stands for a text of which no letter or digit is left
   */
  static String of(String text, int most, String otherwise) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.append(letter(c)));
    String clean = out.toString().strip();
    // A slash at either end or twice would be read as a mark of the format.
    clean = clean.replaceAll("/{2,}", "/").replaceAll("^/+|/+$", "");
    clean = clean.substring(0, Math.min(most, clean.length())).strip();
    return clean.chars().anyMatch(PaymentText::isAlphanumeric) ? clean : otherwise;
  }

  private static String letter(int codePoint) {
    if (isAlphanumeric(codePoint) || ALLOWED.indexOf(codePoint) >= 0) {
      return Character.toString(codePoint);
    }
    return FOLDS.getOrDefault(codePoint, ".");
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
