package org.estover.crawl.read.latex;

import java.util.List;
import java.util.Optional;

/** Reads control words, arguments, comments and white space as TeX does. */
final class LatexTokens {
  private static final List<String> UNITS =
      List.of(
          "pt", "em", "ex", "cm", "mm", "in", "pc", "bp", "sp", "dd", "cc", "mu", "filll", "fill",
          "fil");

  private final LatexInput input;

  /** Whether {@code @} is a letter, as it is in packages and between two commands that say so. */
  private boolean atIsLetter;

  LatexTokens(LatexInput input) {
    this.input = input;
  }

  void atIsLetter(boolean letter) {
    this.atIsLetter = letter;
  }

  static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f';
  }

  /**
   * What follows a backslash: a word, or one other character; "" at the end. Blanks behind a word
   * go, but a paragraph's end stays.
   */
  String control() {
    String name = bareControl();
    if (!name.isEmpty() && isNameChar(name.charAt(0))) {
      skipBlanks();
    }
    return name;
  }

  /** What follows a backslash; blanks behind it stay. */
  String bareControl() {
    int c = input.peekHere();
    if (c == LatexInput.END) {
      return "";
    }
    input.skip(1);
    if (!isNameChar(c)) {
      return String.valueOf((char) c);
    }
    StringBuilder name = new StringBuilder().append((char) c);
    while (isNameChar(input.peekHere())) {
      name.append((char) input.next());
    }
    return name.toString();
  }

  private boolean isNameChar(int c) {
    return isLetter(c) || (c == '@' && atIsLetter);
  }

  /** Skips blanks and comments up to the end of the paragraph, within one file or body. */
  void skipBlanks() {
    while (true) {
      int c = input.peekHere();
      if (c == '%') {
        comment();
      } else if (c == '\n' && endsParagraph()) {
        return;
      } else if (isBlank(c)) {
        input.skip(1);
      } else {
        return;
      }
    }
  }

  /** Whether a line feed that comes next is followed by an empty line. */
  private boolean endsParagraph() {
    int distance = 1;
    int c = input.peekHere(distance);
    while (c == ' ' || c == '\t') {
      c = input.peekHere(++distance);
    }
    return c == '\n';
  }

  /** Skips a comment, which comes next, with its line's end and the blanks that begin the next. */
  void comment() {
    input.through("\n");
    while (input.peekHere() == ' ' || input.peekHere() == '\t') {
      input.skip(1);
    }
  }

  /** Skips a star. */
  boolean star() {
    if (input.peekHere() == '*') {
      input.skip(1);
      return true;
    }
    return false;
  }

  /** Whether a character comes next, blanks aside; then it and they are skipped. */
  boolean take(char wanted) {
    skipBlanks();
    if (input.peek() == wanted) {
      input.next();
      return true;
    }
    return false;
  }

  /** An optional argument as it stands there. */
  Optional<String> optional() {
    return take('[') ? Optional.of(balanced(']')) : Optional.empty();
  }

  /** A mandatory argument as it stands there, without its braces and comments. */
  String argument() {
    if (take('{')) {
      return balanced('}');
    }
    int c = input.peek();
    if (c == LatexInput.END || c == '}' || isBlank(c)) {
      return "";
    }
    input.next();
    if (c == '\\') {
      return "\\" + control();
    }
    boolean pair = Character.isHighSurrogate((char) c) && input.peekHere() != LatexInput.END;
    return pair ? "" + (char) c + (char) input.next() : String.valueOf((char) c);
  }

  /** Everything up to a closing character outside of braces, which goes; comments are left out. */
  String balanced(char close) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    while (true) {
      int c = input.next();
      if (c == LatexInput.END) {
        return text.toString();
      }
      if (depth == 0 && c == close) {
        return text.toString();
      }
      if (c == '\\') {
        text.append('\\');
        c = input.next();
        if (c != LatexInput.END) {
          text.append((char) c);
        }
      } else if (c == '%') {
        comment();
      } else if (c == '}' && depth == 0) {
        // Someone forgot the closing character.
        return text.toString();
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        text.append((char) c);
      }
    }
  }

  /** A mandatory argument in which percent signs are no comments, as addresses have them. */
  String rawArgument() {
    if (!take('{')) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int depth = 0;
    int c;
    while ((c = input.next()) != LatexInput.END && (c != '}' || depth > 0)) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      // An address may be written with what TeX needs escaped.
      boolean escape = c == '\\' && "%#&_~{}$".indexOf(input.peek()) >= 0;
      text.append(escape ? "" : String.valueOf((char) c));
    }
    return text.toString();
  }

  /** What stands before a character, which goes, in the same line. */
  String throughOnLine(char end) {
    StringBuilder text = new StringBuilder();
    int c;
    while ((c = input.peekHere()) != LatexInput.END && c != '\n') {
      input.skip(1);
      if (c == end) {
        break;
      }
      text.append((char) c);
    }
    return text.toString();
  }

  /** The characters up to the next blank, as TeX reads the name of a file. */
  String word() {
    StringBuilder text = new StringBuilder();
    int c;
    while ((c = input.peekHere()) != LatexInput.END && !isBlank(c) && c != '\\' && c != '}') {
      text.append((char) c);
      input.skip(1);
    }
    return text.toString();
  }

  /** Skips the arguments of a signature as {@link CommandTable} has it. */
  void skip(String signature) {
    for (int i = 0; i < signature.length(); i++) {
      switch (signature.charAt(i)) {
        case '*' -> star();
        case '[' -> optional();
        case '{' -> argument();
        case '(' -> {
          if (take('(')) {
            balanced(')');
          }
        }
        case 'd' -> length();
        default -> throw new IllegalArgumentException(signature);
      }
    }
  }

  /** Skips a length, such as {@code = -3pt plus 1fil}, where one comes next. */
  void length() {
    take('=');
    while (dimension()) {
      input.skip(input.startsWith(" plus") ? 5 : 6);
      take('=');
    }
  }

  /** Skips a length without what may be added to it; returns whether that comes next. */
  private boolean dimension() {
    skipBlanks();
    int c = input.peekHere();
    if (c == '\\') {
      input.skip(1);
      control();
      return false;
    }
    int digits = c == '-' || c == '+' ? 1 : 0;
    c = input.peekHere(digits);
    if ((c < '0' || c > '9') && c != '.') {
      return false;
    }
    while ((c >= '0' && c <= '9') || c == '.' || c == ',') {
      c = input.peekHere(++digits);
    }
    input.skip(digits);
    skipBlanks();
    if (input.peekHere() == '\\') {
      input.skip(1);
      control();
      return false;
    }
    for (String unit : UNITS) {
      if (input.startsWith(unit)) {
        input.skip(unit.length());
        break;
      }
    }
    return input.startsWith(" plus") || input.startsWith(" minus");
  }
}
