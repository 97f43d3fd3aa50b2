package org.estover.crawl.language;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The script of each UTF-16 unit, and its symbol where the script has a {@link GramTable}.
 *
 * <p>One {@code short} a unit, 128 KiB: zero for what is no letter, else the script's number and in
 * the low nine bits the symbol. Capitals have the symbols of the small letters. Scripts and letters
 * are those of ICU4J's tables, never the running JDK's.
 */
final class Letters {
  /** How many bytes of memory the classes take. */
  static final int BYTES = 2 << 16;

  /** The class of a mark that is no letter of an alphabet: it says nothing and ends no word. */
  static final short MARK = -1;

  /** The number of the script of Chinese characters and kana. */
  static final int HAN = 1;

  /** The number of kana where they count by themselves. */
  static final int KANA = 2;

  private static final int FIRST_ALONE = 3;
  private static final int MARKS =
      1 << UCharacterCategory.NON_SPACING_MARK
          | 1 << UCharacterCategory.ENCLOSING_MARK
          | 1 << UCharacterCategory.COMBINING_SPACING_MARK;

  private static final int SYMBOL_MASK = (1 << GramTable.SYMBOL_BITS) - 1;

  /** Scripts that one language stands for here. */
  private static final List<Alone> ALONE =
      List.of(
          new Alone(UScript.HANGUL, "ko"),
          new Alone(UScript.GREEK, "el"),
          new Alone(UScript.ARMENIAN, "hy"),
          new Alone(UScript.GEORGIAN, "ka"),
          new Alone(UScript.BENGALI, "bn"),
          new Alone(UScript.GUJARATI, "gu"),
          new Alone(UScript.GURMUKHI, "pa"),
          new Alone(UScript.ORIYA, "or"),
          new Alone(UScript.TAMIL, "ta"),
          new Alone(UScript.TELUGU, "te"),
          new Alone(UScript.KANNADA, "kn"),
          new Alone(UScript.MALAYALAM, "ml"),
          new Alone(UScript.SINHALA, "si"),
          new Alone(UScript.THAI, "th"),
          new Alone(UScript.LAO, "lo"),
          new Alone(UScript.KHMER, "km"),
          new Alone(UScript.MYANMAR, "my"),
          new Alone(UScript.TIBETAN, "bo"),
          new Alone(UScript.THAANA, "dv"),
          new Alone(UScript.CANADIAN_ABORIGINAL, "iu"),
          new Alone(UScript.CHEROKEE, "chr"));

  private final short[] classes = new short[1 << 16];
  private final int firstTable;
  private final int count;

  /** A script and the language that it means. */
  private record Alone(int script, String language) {}

  /**
   * Makes the classes.
   *
   * @param scripts the ISO 15924 codes of scripts with a table
   * @param alphabets their small letters, the first at symbol 2; what is not among them has the
   *     symbol after the last
   */
  Letters(List<String> scripts, List<String> alphabets) {
    firstTable = FIRST_ALONE + ALONE.size();
    count = firstTable + scripts.size();
    Map<Integer, Integer> numbers = new HashMap<>();
    numbers.put(UScript.HAN, HAN);
    numbers.put(UScript.BOPOMOFO, HAN);
    numbers.put(UScript.HIRAGANA, KANA);
    numbers.put(UScript.KATAKANA, KANA);
    for (int i = 0; i < ALONE.size(); i++) {
      numbers.put(ALONE.get(i).script(), FIRST_ALONE + i);
    }
    for (int i = 0; i < scripts.size(); i++) {
      numbers.put(UScript.getCodeFromName(scripts.get(i)), firstTable + i);
    }
    for (int unit = 0; unit < classes.length; unit++) {
      boolean isMark = (1 << UCharacter.getType(unit) & MARKS) != 0;
      if (UCharacter.isLetter(unit) || (isMark && isIn(alphabets, unit))) {
        classes[unit] = classOf(unit, numbers, alphabets);
      } else if (isMark) {
        classes[unit] = MARK;
      }
    }
    // Of no script by itself, but written in kana only.
    classes['\u30fc'] = KANA << GramTable.SYMBOL_BITS;
  }

  private short classOf(int unit, Map<Integer, Integer> numbers, List<String> alphabets) {
    int small = UCharacter.toLowerCase(unit);
    Integer number = numbers.get(UScript.getScript(unit));
    if (number == null) {
      // A letter of no script of ours, or one that several write: the first alphabet with it.
      for (int i = 0; i < alphabets.size() && number == null; i++) {
        number = alphabets.get(i).indexOf(small) < 0 ? null : Integer.valueOf(firstTable + i);
      }
    }
    if (number == null) {
      return 0;
    }
    int symbol = 0;
    if (number >= firstTable) {
      String alphabet = alphabets.get(number - firstTable);
      int at = alphabet.indexOf(small);
      symbol = 2 + (at < 0 ? alphabet.length() : at);
    }
    return (short) (number << GramTable.SYMBOL_BITS | symbol);
  }

  private static boolean isIn(List<String> alphabets, int unit) {
    return alphabets.stream().anyMatch(alphabet -> alphabet.indexOf(unit) >= 0);
  }

  /** The class of a unit: zero for what is no letter, {@link #MARK}, or a script and a symbol. */
  int classOf(char unit) {
    return classes[unit];
  }

  /** The number of the script of a class. */
  static int script(int letter) {
    return letter >>> GramTable.SYMBOL_BITS;
  }

  /** The symbol of a class. */
  static int symbol(int letter) {
    return letter & SYMBOL_MASK;
  }

  /** One more than the highest number of a script. */
  int scripts() {
    return count;
  }

  /** The number of the table of a script; negative if it has none. */
  int table(int script) {
    return script - firstTable;
  }

  /** The language of a script that one language stands for. */
  static String language(int script) {
    return ALONE.get(script - FIRST_ALONE).language();
  }

  /** The languages that are known by their script alone. */
  static List<String> languages() {
    return ALONE.stream().map(Alone::language).toList();
  }
}
