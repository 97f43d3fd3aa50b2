package org.estover.crawl.read.latex;

import java.util.List;

/**
 * Turns a paper's sources into text.
 *
 * <p>The source is read once, as TeX would, macro by macro; what matters to a reader is written as
 * it is met. Formulas stay TeX, notes stand at the end, and citations and references are their keys
 * in brackets. Nothing recurses: what is open stands on a stack of its own. Time is linear in the
 * length of the source and of what its macros expand to, which is bounded.
 */
final class LatexText {
  private final LatexInput input;
  private final LatexTokens tokens;
  private final LatexGroups groups = new LatexGroups();
  private final LatexCommands commands;

  private LatexText(LatexSources sources, LatexInput input) {
    this.input = input;
    this.tokens = new LatexTokens(input);
    this.commands = new LatexCommands(sources, input, tokens, groups);
  }

  /**
   * A paper.
   *
   * @param text everything, the title included
   */
  record Paper(String title, String text) {}

  /** Reads the files that a paper begins with. */
  static Paper read(LatexSources sources, List<String> mains) throws LatexLimitException {
    String title = "";
    StringBuilder text = new StringBuilder();
    LatexInput input = new LatexInput(sources.chars());
    for (String main : mains) {
      input.clear();
      LatexText paper = new LatexText(sources, input);
      paper.read(main);
      title = title.isEmpty() ? paper.groups.title() : title;
      paper.write(text);
    }
    return new Paper(title, text.toString());
  }

  private void write(StringBuilder text) {
    part(text, groups.title());
    part(text, groups.out().toString());
    int number = 0;
    for (String note : groups.notes()) {
      number++;
      if (!note.isEmpty()) {
        part(text, "[" + number + "] " + note);
      }
    }
  }

  private static void part(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n\n").append(part);
    }
  }

  private void read(String main) throws LatexLimitException {
    commands.begin(main);
    int c;
    while (!commands.isEnded() && (c = input.peek()) != LatexInput.END) {
      if (LatexTokens.isBlank(c)) {
        blanks();
      } else {
        input.next();
        character(c);
      }
    }
    groups.closeAll();
  }

  private void blanks() {
    int feeds = 0;
    while (LatexTokens.isBlank(input.peekHere())) {
      feeds += input.next() == '\n' ? 1 : 0;
    }
    space(feeds > 1);
  }

  private void space(boolean paragraph) {
    if (paragraph && !groups.isInTable() && !groups.isInTitle()) {
      groups.out().paragraph();
    } else {
      groups.out().space();
    }
  }

  private void character(int c) throws LatexLimitException {
    ReadableText out = groups.out();
    switch (c) {
      case '\\' -> commands.run();
      case '{' -> groups.open(LatexGroups.Kind.BRACE);
      case '}' -> groups.closeBrace();
      case '$' -> commands.dollar();
      case '%' -> {
        tokens.comment();
        if (input.peekHere() == '\n') {
          space(true);
        }
      }
      case '~' -> out.space();
      case '&' -> cell(out);
      case '`' -> out.append(take('`') ? "\u201c" : "\u2018");
      case '\'' -> out.append(take('\'') ? "\u201d" : "\u2019");
      case '-' -> out.append(take('-') ? take('-') ? "\u2014" : "\u2013" : "-");
      case '?' -> out.append(take('`') ? "\u00bf" : "?");
      case '!' -> out.append(take('`') ? "\u00a1" : "!");
      case '"' -> quote(out);
      case '#' -> {
        // An argument outside of a macro.
      }
      default -> {
        if (c >= ' ' && c != 0x7f && c != '\ufeff') {
          out.append(c);
        }
      }
    }
  }

  private boolean take(char c) {
    if (input.peekHere() == c) {
      input.skip(1);
      return true;
    }
    return false;
  }

  private void cell(ReadableText out) {
    out.space();
    if (groups.isInTable()) {
      out.append("|");
      out.space();
    }
  }

  /** German sources write umlauts and quotes with a straight quote before them. */
  private void quote(ReadableText out) {
    int c = commands.isGerman() ? input.peekHere() : LatexInput.END;
    String meant =
        switch (c) {
          case 'a' -> "\u00e4";
          case 'o' -> "\u00f6";
          case 'u' -> "\u00fc";
          case 'A' -> "\u00c4";
          case 'O' -> "\u00d6";
          case 'U' -> "\u00dc";
          case 's' -> "\u00df";
          case '`' -> "\u201e";
          case '\'' -> "\u201c";
          case '<' -> "\u00ab";
          case '>' -> "\u00bb";
          case '=', '~' -> "-";
          case '-', '"', '|' -> "";
          default -> "\"";
        };
    if (!meant.equals("\"")) {
      input.skip(1);
    }
    out.append(meant);
  }
}
