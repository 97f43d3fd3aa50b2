package org.estover.crawl.read.latex;

import java.util.Set;

/**
 * Reads a formula: it stays TeX, with the source's own macros expanded, and without comments,
 * labels and what only says how equations are numbered.
 */
final class MathText {
  private static final Set<String> WITHOUT_MEANING =
      Set.of("nonumber", "notag", "allowbreak", "displaystyle", "ensuremath", "qedhere");

  private final LatexInput input;
  private final LatexTokens tokens;
  private final LatexMacros macros;
  private final StringBuilder out = new StringBuilder();

  /** Whether an empty line came before its end. */
  private boolean open;

  /** Whether what was written last is a control word, which a letter would make another. */
  private boolean word;

  private MathText(LatexInput input, LatexTokens tokens, LatexMacros macros) {
    this.input = input;
    this.tokens = tokens;
    this.macros = macros;
  }

  /**
   * Reads a formula that is displayed.
   *
   * @param end what ends it: {@code $$}, {@code ]} or an environment's name
   */
  static String display(LatexInput input, LatexTokens tokens, LatexMacros macros, String end)
      throws LatexLimitException {
    MathText text = new MathText(input, tokens, macros);
    text.read(end, true);
    return text.out.toString().strip();
  }

  /**
   * Writes a formula in a paragraph, in dollars. A dollar that no other one answers is money: what
   * follows it up to the end of the paragraph is as it was.
   *
   * @param end what ends it: {@code $}, {@code )} or an environment's name
   */
  static void inline(
      LatexInput input, LatexTokens tokens, LatexMacros macros, String end, ReadableText out)
      throws LatexLimitException {
    MathText text = new MathText(input, tokens, macros);
    text.read(end, false);
    String formula = text.out.toString().strip();
    if (!formula.isEmpty()) {
      out.append("$" + formula + (text.open ? "" : "$"));
    }
    if (text.open) {
      out.paragraph();
    }
  }

  /** Reads up to the end; {@code lines} are kept in displays, where empty ones end nothing. */
  private void read(String end, boolean lines) throws LatexLimitException {
    int depth = 0;
    int c;
    while ((c = input.peek()) != LatexInput.END) {
      if (LatexTokens.isBlank(c)) {
        if (isBlankRunTheEnd(lines)) {
          return;
        }
        continue;
      }
      input.next();
      if (c == '\\') {
        if (control(end)) {
          return;
        }
      } else if (c == '%') {
        tokens.comment();
      } else if (c == '$' && depth == 0 && end.startsWith("$")) {
        if (end.length() == 2 && input.peek() == '$') {
          input.next();
        }
        return;
      } else {
        depth = Math.max(0, depth + (c == '{' ? 1 : c == '}' ? -1 : 0));
        write(c);
      }
    }
  }

  private void write(int c) {
    if (word && LatexTokens.isLetter(c)) {
      out.append(' ');
    }
    if (c >= ' ') {
      out.append((char) c);
    }
    word = false;
  }

  /** Reads blanks; whether they are an empty line that ends the formula. */
  private boolean isBlankRunTheEnd(boolean lines) {
    int feeds = 0;
    while (LatexTokens.isBlank(input.peekHere())) {
      feeds += input.peekHere() == '\n' ? 1 : 0;
      if (feeds == 2 && !lines) {
        open = true;
        return true;
      }
      input.skip(1);
    }
    if (!out.isEmpty() && !LatexTokens.isBlank(out.charAt(out.length() - 1))) {
      out.append(lines && feeds > 0 ? '\n' : ' ');
      word = false;
    }
    return false;
  }

  /** Reads a control sequence behind its backslash; whether it ends the formula. */
  private boolean control(String end) throws LatexLimitException {
    String name = tokens.bareControl();
    if (name.isEmpty() || name.equals(end)) {
      return true;
    }
    if (name.equals("end")) {
      String environment = tokens.argument();
      if (environment.equals("document")) {
        input.push("\\end{document}");
        return true;
      }
      if (environment.equals(end)) {
        return true;
      }
      write('\\');
      out.append("end{").append(environment).append('}');
    } else if (macros.isMacro(name)) {
      macros.expand(name);
    } else if (name.equals("label")) {
      tokens.argument();
    } else if (!WITHOUT_MEANING.contains(name)) {
      out.append('\\').append(name);
      word = LatexTokens.isLetter(name.charAt(0));
    }
    return false;
  }
}
