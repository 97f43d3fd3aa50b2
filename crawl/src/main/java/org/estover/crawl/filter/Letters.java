package org.estover.crawl.filter;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import java.util.Arrays;
import java.util.BitSet;

/** The character classes that the rules are written in, from ICU's tables and not the JDK's. */
final class Letters {
  /** White space: Unicode White_Space and the four separators of ASCII. */
  static final int SPACE = 1;

  /** What ends a line where lines are all that Unicode ends. */
  static final int LINE_END = 1 << 1;

  /** General category Lu, Ll, Lt, Lm or Lo. */
  static final int LETTER = 1 << 2;

  /** Neither space nor of the punctuation of Gopher's rule, version 1. */
  static final int PLAIN_V1 = 1 << 3;

  /** Neither space nor of the punctuation of Gopher's rule, version 2: ends of sentences, too. */
  static final int PLAIN_V2 = 1 << 4;

  /** An end of a sentence. */
  static final int TERMINAL = 1 << 5;

  /** One half of a character outside of the BMP. */
  static final int SURROGATE = 1 << 6;

  /** What is counted as a symbol: hash, dot, ellipsis. */
  static final int SYMBOL = 1 << 7;

  /** A letter in the middle of each phrase that C4 looks for. */
  static final int TRIGGER = 1 << 8;

  /** An opening curly bracket. */
  static final int BRACKET = 1 << 9;

  /** A letter of a script whose words no space parts, such as those of Chinese, Japanese, Thai. */
  static final int UNSPACED = 1 << 10;

  /** An opening square bracket, with which Wikipedia's marks begin. */
  static final int MARK = 1 << 11;

  private static final int LETTERS =
      1 << UCharacter.UPPERCASE_LETTER
          | 1 << UCharacter.LOWERCASE_LETTER
          | 1 << UCharacter.TITLECASE_LETTER
          | 1 << UCharacter.MODIFIER_LETTER
          | 1 << UCharacter.OTHER_LETTER;

  private static final BitSet PUNCTUATION = punctuation();
  private static final BitSet TERMINALS = terminals();
  private static final short[] CLASSES = classes();

  private Letters() {}

  /** The classes of a character of the BMP. */
  static int classes(char c) {
    return CLASSES[c];
  }

  /** The classes of a code point. */
  static int classes(int codePoint) {
    return codePoint < CLASSES.length ? CLASSES[codePoint] : computed(codePoint);
  }

  /** Whether a character separates words: Unicode White_Space and the four separators of ASCII. */
  static boolean isSpace(char c) {
    return (CLASSES[c] & SPACE) != 0;
  }

  /** Whether a character ends a line. */
  static boolean isLineEnd(char c) {
    return (CLASSES[c] & LINE_END) != 0;
  }

  /** Whether a code point ends a sentence: of these datatrove has a list of its own. */
  static boolean isTerminal(int codePoint) {
    return (classes(codePoint) & TERMINAL) != 0;
  }

  /** Whether a code point is a capital: general category Lu. */
  static boolean isCapital(int codePoint) {
    return codePoint < 0x80
        ? codePoint >= 'A' && codePoint <= 'Z'
        : UCharacter.getType(codePoint) == UCharacter.UPPERCASE_LETTER;
  }

  /** Whether a code point is a decimal digit of some script. */
  static boolean isDigit(int codePoint) {
    return codePoint < 0x80
        ? codePoint >= '0' && codePoint <= '9'
        : UCharacter.getType(codePoint) == UCharacter.DECIMAL_DIGIT_NUMBER;
  }

  /** The code point at an index of the first {@code end} characters; half a pair is one. */
  static int codePointAt(char[] text, int index, int end) {
    char high = text[index];
    return Character.isHighSurrogate(high) ? Character.codePointAt(text, index, end) : high;
  }

  /** Whether a text goes on with these characters. */
  static boolean startsWith(char[] text, int from, int end, String prefix) {
    if (end - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(int c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
    return switch (c) {
      case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  private static boolean endsLine(int c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  private static short[] classes() {
    short[] classes = new short[Character.MAX_VALUE + 1];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = (short) computed(c);
    }
    return classes;
  }

  private static int computed(int c) {
    int found = isBlank(c) ? SPACE : 0;
    found |= endsLine(c) ? LINE_END : 0;
    found |= (LETTERS >>> UCharacter.getType(c) & 1) != 0 ? LETTER : 0;
    found |= TERMINALS.get(c) ? TERMINAL : 0;
    found |= !isBlank(c) && !PUNCTUATION.get(c) ? PLAIN_V1 : 0;
    found |= !isBlank(c) && !PUNCTUATION.get(c) && !TERMINALS.get(c) ? PLAIN_V2 : 0;
    found |= c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? SURROGATE : 0;
    found |= c == '#' || c == '.' || c == '\u2026' ? SYMBOL : 0;
    found |= Phrases.isTrigger(c) ? TRIGGER : 0;
    found |= c == '{' ? BRACKET : 0;
    found |= c == '[' ? MARK : 0;
    if ((found & LETTER) != 0 && UScript.breaksBetweenLetters(UScript.getScript(c))) {
      found |= UNSPACED;
    }
    return found;
  }

  private static BitSet punctuation() {
    BitSet set = new BitSet();
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".chars().forEach(set::set);
    ("\u00ab\u00b4\u00bb\u2013\u2014\u2019\u201c\u201d\u201e\u2026\u2236\u2501\u25ba\u3001\u3002"
            + "\u3008\u3009\u300a\u300b\u300c\u300d\u3010\u3011\uff01\uff05\uff08\uff09\uff0c"
            + "\uff0e\uff11\uff1a\uff1b\uff1f\uff5e")
        .chars()
        .forEach(set::set);
    set.set(0, 9);
    set.set(11, 13);
    set.set(13, 32);
    set.set(127, 160);
    return set;
  }

  /**
   * The ends of sentences: Unicode's Sentence_Terminal as of 15.0, with three signs of Khmer and
   * without the dots that stand for something else.
   */
  private static BitSet terminals() {
    BitSet set = new BitSet();
    Arrays.stream(
            ("21 2e 3f 589 61d-61f 6d4 700-702 7f9 837 839 83d-83e 964-965 104a-104b 1362"
                    + " 1367-1368 166e 1735-1736 17d4-17d6 17d9-17da 1803 1809 1944-1945 1aa8-1aab"
                    + " 1b5a-1b5b 1b5e-1b5f 1b7d-1b7e 1c3b-1c3c 1c7e-1c7f 203c-203d 2047-2049 2e2e"
                    + " 2e3c 2e53-2e54 3002 a4ff a60e-a60f a6f3 a6f7 a876-a877 a8ce-a8cf a92f"
                    + " a9c8-a9c9 aa5d-aa5f aaf0-aaf1 abeb fe52 fe56-fe57 ff01 ff0e ff1f ff61"
                    + " 10a56-10a57 10f55-10f59 10f86-10f89 11047-11048 110be-110c1 11141-11143"
                    + " 111c5-111c6 111cd 111de-111df 11238-11239 1123b-1123c 112a9 1144b-1144c"
                    + " 115c2-115c3 115c9-115d7 11641-11642 1173c-1173e 11944 11946 11a42-11a43"
                    + " 11a9b-11a9c 11c41-11c42 11ef7-11ef8 11f43-11f44 16a6e-16a6f 16af5"
                    + " 16b37-16b38 16b44 16e98 1bc9f 1da88")
                .split(" "))
        .map(range -> range.split("-"))
        .forEach(
            ends ->
                set.set(
                    Integer.parseInt(ends[0], 16),
                    Integer.parseInt(ends[ends.length - 1], 16) + 1));
    return set;
  }
}
