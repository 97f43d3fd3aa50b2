package org.estover.crawl.read.latex;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the beginnings and ends of environments. */
final class LatexEnvironments {
  private static final int MAX_OPTION_CHARS = 40;

  private final LatexInput input;
  private final LatexTokens tokens;
  private final LatexMacros macros;
  private final LatexGroups groups;

  /** What theorems and the like are called, by their environment. */
  private final Map<String, String> theorems = new HashMap<>();

  /** The environment of the source's own whose end has been read, and only has to be closed. */
  private String ending = "";

  LatexEnvironments(LatexInput input, LatexTokens tokens, LatexMacros macros, LatexGroups groups) {
    this.input = input;
    this.tokens = tokens;
    this.macros = macros;
    this.groups = groups;
    theorems.put("proof", "Proof");
  }

  /** Reads {@code \newtheorem} behind its command. */
  void newTheorem() {
    tokens.star();
    String name = tokens.argument().strip();
    tokens.optional();
    String heading = tokens.argument().strip();
    tokens.optional();
    if (!CommandTable.isStructuralEnvironment(name)) {
      theorems.put(name, heading);
    }
  }

  /** Reads an environment's beginning behind {@code \begin}. */
  void begin() throws LatexLimitException {
    String name = tokens.argument().strip();
    if (CommandTable.isMath(name)) {
      math(name);
    } else if (CommandTable.isVerbatim(name)) {
      verbatim(name);
    } else if (CommandTable.isDropped(name)) {
      input.through("\\end{" + name + "}");
    } else if (macros.isEnvironment(name)) {
      groups.openEnvironment(name);
      macros.begin(name);
    } else {
      groups.openEnvironment(name);
      arguments(name);
    }
  }

  /** Reads an environment's end behind {@code \end}. */
  void end() throws LatexLimitException {
    String name = tokens.argument().strip();
    if (macros.isEnvironment(name)) {
      // What its end says comes before the end.
      if (!name.equals(ending)) {
        ending = name;
        input.push("\\end{" + name + "}");
        macros.end(name);
        return;
      }
      ending = "";
    }
    groups.closeEnvironment(name);
  }

  private void arguments(String name) throws LatexLimitException {
    String theorem = theorems.get(name);
    if (theorem != null) {
      Optional<String> named = tokens.optional();
      input.push(theorem + named.map(title -> " (" + title + ")").orElse("") + ". ");
    } else if (CommandTable.isTable(name)) {
      table(name);
    } else if (name.equals("abstract")) {
      groups.out().append("Abstract");
      groups.out().paragraph();
    } else {
      Optional<String> signature = CommandTable.environment(name);
      if (signature.isPresent()) {
        tokens.skip(signature.get());
      } else {
        options();
      }
    }
  }

  /** What stands directly behind the beginning of an environment that nobody knows. */
  private void options() {
    if (input.peekHere() == '[') {
      tokens.optional();
    }
    while (input.peekHere() == '{' && isOption()) {
      tokens.argument();
    }
  }

  /** Whether braces hold a length, a number or a name rather than text. */
  private boolean isOption() {
    for (int i = 1; i < MAX_OPTION_CHARS; i++) {
      int c = input.peekHere(i);
      if (c == '}') {
        return true;
      }
      if (c == LatexInput.END || LatexTokens.isBlank(c) || c == '{') {
        return false;
      }
    }
    return false;
  }

  private void table(String name) {
    if (name.endsWith("*") || name.equals("tabularx") || name.equals("tabulary")) {
      if (!name.equals("longtable*")) {
        tokens.argument();
      }
    }
    tokens.optional();
    tokens.argument();
  }

  private void math(String name) throws LatexLimitException {
    ReadableText out = groups.out();
    if (name.equals("math")) {
      MathText.inline(input, tokens, macros, name, out);
      return;
    }
    String formula = MathText.display(input, tokens, macros, name);
    if (!formula.isEmpty()) {
      boolean plain = CommandTable.isPlainDisplay(name);
      out.paragraph();
      out.append(plain ? "$$" : "\\begin{" + name + "}");
      out.append(
          plain ? formula : formula.startsWith("{") ? formula + "\n" : "\n" + formula + "\n");
      out.append(plain ? "$$" : "\\end{" + name + "}");
      out.paragraph();
    }
  }

  private void verbatim(String name) {
    ReadableText out = groups.out();
    while (input.peekHere() == '[') {
      tokens.optional();
    }
    if (name.startsWith("minted")) {
      tokens.argument();
    }
    String code = input.through("\\end{" + name + "}");
    int first = code.indexOf('\n');
    boolean empty = first >= 0 && code.substring(0, first).isBlank();
    out.paragraph();
    out.append((empty ? code.substring(first + 1) : code).stripTrailing());
    out.paragraph();
  }
}
