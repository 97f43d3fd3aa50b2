package org.estover.crawl.read.latex;

import java.util.HashMap;
import java.util.Map;

/**
 * Conditions: those whose outcome the source states are followed, of the others the first branch is
 * read.
 */
final class LatexConditions {
  private final LatexInput input;
  private final LatexTokens tokens;

  /** What {@code \newif} made, false at first. */
  private final Map<String, Boolean> flags = new HashMap<>();

  LatexConditions(LatexInput input, LatexTokens tokens) {
    this.input = input;
    this.tokens = tokens;
  }

  /** Reads a condition behind its command; false if the command is none. */
  boolean read(String control) throws LatexLimitException {
    switch (control) {
      case "newif" -> newFlag();
      case "iffalse" -> skip(true);
      case "else" -> skip(false);
      case "fi", "iftrue" -> {
        // What is between them is read.
      }
      case "ifx", "ifcat" -> {
        tokens.argument();
        tokens.argument();
      }
      case "ifdefined", "ifvoid", "ifhbox" -> tokens.argument();
      case "ifnum", "ifdim", "ifodd", "ifcase" -> untilBlank();
      case "ifthenelse" -> ifThenElse();
      default -> {
        return flag(control);
      }
    }
    return true;
  }

  private void newFlag() {
    String name = tokens.argument();
    if (name.startsWith("\\if")) {
      flags.put(name.substring(3), false);
    }
  }

  private boolean flag(String control) {
    if (control.startsWith("if")) {
      Boolean flag = flags.get(control.substring(2));
      if (flag != null && !flag) {
        skip(true);
      }
      return flag != null;
    }
    boolean sets = control.endsWith("true");
    if (!sets && !control.endsWith("false")) {
      return false;
    }
    String name = control.substring(0, control.length() - (sets ? 4 : 5));
    return flags.computeIfPresent(name, (flag, before) -> sets) != null;
  }

  private void ifThenElse() throws LatexLimitException {
    tokens.argument();
    String first = tokens.argument();
    tokens.argument();
    input.push(first);
  }

  private void untilBlank() {
    int c = input.peek();
    while (c != LatexInput.END && !LatexTokens.isBlank(c)) {
      input.next();
      c = input.peek();
    }
  }

  /** Skips a branch that is not taken, with what ends it. */
  private void skip(boolean untilElse) {
    int depth = 0;
    int c;
    while ((c = input.next()) != LatexInput.END) {
      if (c == '%') {
        tokens.comment();
      } else if (c == '\\') {
        String name = tokens.bareControl();
        if (name.equals("fi")) {
          if (depth-- == 0) {
            tokens.skipBlanks();
            return;
          }
        } else if (name.equals("else")) {
          if (depth == 0 && untilElse) {
            tokens.skipBlanks();
            return;
          }
        } else if (isCondition(name)) {
          depth++;
        }
      }
    }
  }

  private static boolean isCondition(String name) {
    return name.startsWith("if") && !name.equals("iff") && !name.equals("ifthenelse");
  }
}
