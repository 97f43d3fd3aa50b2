package org.estover.dedupe.overlap;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of each character before words are compared.
 *
 * <p>{@link #VERSION}, as of Unicode 16 (ICU4J 76.1): NFKC with full case folding, then NFD.
 * Letters, numbers and spacing marks make words, decimal digits as 0-9; non-spacing and enclosing
 * marks and format characters vanish; all else separates words. Characters of scripts written
 * without spaces are words of their own. (In Thai, Lao, Khmer and Burmese these are letters, so
 * that 13 of them are three or four words: hits there say less.) All this looks at one code point
 * at a time, so that a place in the folded text has its place in the text.
 *
 * <p>{@link #PILE_VERSION} is what lm-evaluation-harness does: ASCII upper case becomes lower,
 * ASCII punctuation vanishes, white space (as Python has it) separates words.
 */
final class OverlapFold {
  /** The name of the default folding; another result means another name. */
  static final String VERSION = "estover.overlap.v1";

  /** The name of the folding of the profile pile. */
  static final String PILE_VERSION = "estover.overlap.pile.v1";

  /** Separates words. */
  static final int SEPARATOR = 0;

  /** Vanishes. */
  static final int DROPPED = -1;

  /** Half of a pair: what becomes of it depends on the other half. */
  static final int SURROGATE = -2;

  /** Set beside the index of several units that a character becomes. */
  static final int EXPANSION = 1 << 29;

  /** Set beside a code point that is a word of its own. */
  static final int ALONE = 1 << 30;

  // Before the foldings, which are made with them.
  private static final Normalizer2 CASELESS = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

  /** The folding of the default profile. */
  static final OverlapFold DEFAULT = new OverlapFold(VERSION, false);

  /** The folding of the profile pile. */
  static final OverlapFold PILE = new OverlapFold(PILE_VERSION, true);

  private final String version;
  private final boolean pile;
  private final int[] basicPlane = new int[0x10000];
  private final List<int[]> expansions = new ArrayList<>();

  private OverlapFold(String version, boolean pile) {
    this.version = version;
    this.pile = pile;
    for (int c = 0; c < basicPlane.length; c++) {
      basicPlane[c] = pile ? pileUnit(c) : unit(c);
    }
  }

  String version() {
    return version;
  }

  /** Whether a word of vanished characters only breaks n-grams of a document. */
  boolean breaksAtVanishedWords() {
    return pile;
  }

  /** The units of the basic plane's characters. */
  int[] basicPlane() {
    return basicPlane;
  }

  /** The units behind an {@link #EXPANSION}. */
  int[] expansion(int unit) {
    return expansions.get(unit & ~EXPANSION);
  }

  /** The units that a code point becomes in the default folding; none if it vanishes. */
  static int[] units(int codePoint) {
    String folded = NFD.normalize(CASELESS.normalize(Character.toString(codePoint)));
    return folded
        .codePoints()
        .map(OverlapFold::unitOfFolded)
        .filter(unit -> unit != DROPPED)
        .toArray();
  }

  private int unit(int c) {
    if (Character.isSurrogate((char) c)) {
      return SURROGATE;
    }
    int[] units = units(c);
    if (units.length == 0) {
      return DROPPED;
    }
    if (units.length == 1) {
      return units[0];
    }
    expansions.add(units);
    return EXPANSION | (expansions.size() - 1);
  }

  private static int unitOfFolded(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacterCategory.DECIMAL_DIGIT_NUMBER -> '0' + UCharacter.digit(c, 10);
      case UCharacterCategory.NON_SPACING_MARK,
          UCharacterCategory.ENCLOSING_MARK,
          UCharacterCategory.FORMAT ->
          DROPPED;
      case UCharacterCategory.UPPERCASE_LETTER,
          UCharacterCategory.LOWERCASE_LETTER,
          UCharacterCategory.TITLECASE_LETTER,
          UCharacterCategory.MODIFIER_LETTER,
          UCharacterCategory.OTHER_LETTER,
          UCharacterCategory.LETTER_NUMBER,
          UCharacterCategory.OTHER_NUMBER,
          UCharacterCategory.COMBINING_SPACING_MARK ->
          isWrittenWithoutSpaces(c) ? c | ALONE : c;
      default -> SEPARATOR;
    };
  }

  private static boolean isWrittenWithoutSpaces(int c) {
    return switch (UScript.getScript(c)) {
      case UScript.HAN,
          UScript.HIRAGANA,
          UScript.KATAKANA,
          UScript.THAI,
          UScript.LAO,
          UScript.KHMER,
          UScript.MYANMAR ->
          true;
      default -> false;
    };
  }

  private static int pileUnit(int c) {
    if (isPythonSpace(c)) {
      return SEPARATOR;
    }
    if (c >= 'A' && c <= 'Z') {
      return c + ('a' - 'A');
    }
    boolean punctuation = c > ' ' && c < 0x7F && !isAsciiAlphanumeric(c);
    // NUL is a letter there; zero means a separator here, so that it gets a number beyond Unicode.
    return punctuation ? DROPPED : c == 0 ? 0x110000 : c;
  }

  private static boolean isAsciiAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The white space of Python's {@code str.split()} and {@code \s}; all in the basic plane. */
  private static boolean isPythonSpace(int c) {
    return (c >= 0x09 && c <= 0x0D)
        || (c >= 0x1C && c <= 0x20)
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
