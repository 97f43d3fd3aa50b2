package org.estover.crawl.read.latex;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Does what the commands of a source say, as far as it matters to a reader of its text. */
final class LatexCommands {
  private final LatexSources sources;
  private final LatexInput input;
  private final LatexTokens tokens;
  private final LatexMacros macros;
  private final LatexGroups groups;
  private final LatexConditions conditions;
  private final LatexEnvironments environments;

  /** Whether the text has not begun. */
  private boolean preamble;

  private boolean german;
  private boolean ended;

  LatexCommands(LatexSources sources, LatexInput input, LatexTokens tokens, LatexGroups groups) {
    this.sources = sources;
    this.input = input;
    this.tokens = tokens;
    this.groups = groups;
    this.macros = new LatexMacros(input, tokens);
    this.conditions = new LatexConditions(input, tokens);
    this.environments = new LatexEnvironments(input, tokens, macros, groups);
  }

  /** Whether the document has ended. */
  boolean isEnded() {
    return ended;
  }

  /** Whether straight quotes make umlauts. */
  boolean isGerman() {
    return german;
  }

  /** Reads a formula behind the dollar that begins it. */
  void dollar() throws LatexLimitException {
    if (input.peekHere() == '$') {
      input.skip(1);
      display("$$");
    } else {
      inline("$");
    }
  }

  private void inline(String end) throws LatexLimitException {
    MathText.inline(input, tokens, macros, end, groups.out());
  }

  private void display(String end) throws LatexLimitException {
    String formula = MathText.display(input, tokens, macros, end);
    if (!formula.isEmpty()) {
      groups.out().paragraph();
      groups.out().append("$$" + formula + "$$");
      groups.out().paragraph();
    }
  }

  /** Does what comes behind a backslash. */
  void run() throws LatexLimitException {
    String name = tokens.control();
    if (name.isEmpty()) {
      return;
    }
    if (macros.isMacro(name)) {
      macros.expand(name);
    } else if (!macros.define(name) && !conditions.read(name) && !character(name)) {
      structure(name);
    }
  }

  private boolean character(String name) throws LatexLimitException {
    ReadableText out = groups.out();
    Optional<String> symbol = LatexSymbols.find(name);
    if (symbol.isPresent()) {
      out.append(symbol.get());
      return true;
    }
    Optional<String> step = LatexSymbols.step(name);
    if (step.isPresent()) {
      out.lineOnly();
      out.append(step.get());
      out.space();
      return true;
    }
    if (LatexAccents.isAccent(name)) {
      LatexAccents.accent(name, tokens.argument()).ifPresent(out::append);
      return true;
    }
    switch (name) {
      case " ",
          "\n",
          "\t",
          ",",
          ";",
          ":",
          ">",
          "quad",
          "qquad",
          "enspace",
          "thinspace",
          "space",
          "nobreakspace",
          "hfill",
          "hfil" ->
          out.space();
      case "hspace" -> {
        tokens.skip("*{");
        out.space();
      }
      case "xspace" -> xspace(out);
      case "(" -> inline(")");
      case "[" -> display("]");
      case "\\", "tabularnewline" -> {
        tokens.star();
        if (input.peekHere() == '[') {
          tokens.optional();
        }
        newLine();
      }
      case "newline", "linebreak" -> newLine();
      case "par", "newpage", "clearpage", "cleardoublepage", "maketitle", "bigskip", "medskip" ->
          out.paragraph();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void newLine() {
    if (groups.isOneLine()) {
      groups.out().space();
    } else if (groups.isInTable()) {
      groups.out().lineOnly();
    } else {
      groups.out().line();
    }
  }

  /** A blank that the one behind the command was taken for, unless punctuation follows. */
  private void xspace(ReadableText out) {
    int c = input.peek();
    if (c != LatexInput.END && ".,:;!?')}]/-~".indexOf(c) < 0) {
      out.space();
    }
  }

  private void structure(String name) throws LatexLimitException {
    switch (name) {
      case "begin" -> begin();
      case "end" -> end();
      case "item" -> item();
      case "title" -> {
        tokens.optional();
        group(LatexGroups.Kind.TITLE);
      }
      case "caption", "captionof", "subcaption" -> {
        tokens.star();
        if (name.equals("captionof")) {
          tokens.argument();
        }
        tokens.optional();
        group(LatexGroups.Kind.PARAGRAPH);
      }
      case "footnote", "footnotetext", "endnote" -> footnote(name);
      case "newtheorem" -> environments.newTheorem();
      case "makeatletter" -> tokens.atIsLetter(true);
      case "makeatother" -> tokens.atIsLetter(false);
      case "usepackage", "documentclass", "documentstyle" -> options();
      case "input", "include", "subfile", "subfileinclude" -> include("");
      case "import", "subimport", "includefrom", "subincludefrom" -> {
        tokens.star();
        include(tokens.argument());
      }
      case "verb" -> {
        tokens.star();
        verbatim();
      }
      case "lstinline" -> {
        tokens.optional();
        verbatim();
      }
      case "mintinline" -> {
        tokens.optional();
        tokens.argument();
        verbatim();
      }
      case "url", "path", "nolinkurl" -> verbatim();
      case "href" -> tokens.rawArgument();
      case "ensuremath" -> {
        String formula = tokens.argument();
        input.push("$" + formula + "$");
      }
      case "SI", "qty" -> {
        tokens.optional();
        input.push(tokens.argument() + "~" + unit(tokens.argument()));
      }
      case "si", "unit" -> {
        tokens.optional();
        input.push(unit(tokens.argument()));
      }
      default -> other(name);
    }
  }

  private static String unit(String argument) {
    return argument.replace("\\", " ").strip();
  }

  private void other(String name) throws LatexLimitException {
    if (CommandTable.isHeading(name)) {
      tokens.star();
      tokens.optional();
      group(LatexGroups.Kind.PARAGRAPH);
    } else if (CommandTable.isCitation(name)) {
      tokens.star();
      tokens.optional();
      tokens.optional();
      keys();
    } else if (CommandTable.isReference(name)) {
      tokens.star();
      keys();
    } else {
      Optional<String> signature = CommandTable.signature(name);
      if (signature.isPresent()) {
        tokens.skip(signature.get());
      } else {
        tokens.star();
        if (input.peekHere() == '[') {
          tokens.optional();
        }
      }
    }
  }

  private void group(LatexGroups.Kind kind) throws LatexLimitException {
    if (tokens.take('{')) {
      groups.open(kind);
    }
  }

  private void footnote(String name) throws LatexLimitException {
    tokens.optional();
    if (groups.isInTitle()) {
      tokens.argument();
    } else if (tokens.take('{')) {
      groups.openNote(!name.equals("footnotetext"));
    }
  }

  /** What a citation or reference names, in brackets, so that the sentence around it stands. */
  private void keys() {
    String keys =
        Arrays.stream(tokens.argument().split(",", -1))
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .collect(Collectors.joining(", "));
    if (!keys.isEmpty()) {
      // Some sources write the brackets themselves.
      groups.out().append(groups.out().endsWith('[') ? keys : "[" + keys + "]");
    }
  }

  private void item() throws LatexLimitException {
    Optional<String> label = tokens.optional();
    groups.item(label.isPresent());
    if (label.isPresent()) {
      input.push(label.get() + " ");
    }
  }

  private void options() {
    String options = tokens.optional().orElse("");
    tokens.argument();
    tokens.optional();
    german |= options.contains("german");
  }

  private void begin() throws LatexLimitException {
    if (input.startsWith("{document}")) {
      input.skip("{document}".length());
      if (preamble) {
        preamble = false;
        tokens.atIsLetter(false);
        groups.closeAll();
        groups.out().clear();
      }
      return;
    }
    environments.begin();
  }

  private void end() throws LatexLimitException {
    if (input.startsWith("{document}")) {
      ended = !input.leaveFile();
      return;
    }
    environments.end();
  }

  /** Reads the main file. */
  void begin(String file) throws LatexLimitException {
    String text = sources.text(file);
    preamble = LatexSources.hasClass(text);
    tokens.atIsLetter(preamble);
    input.pushFile(file, text);
  }

  private void include(String folder) throws LatexLimitException {
    String name = tokens.take('{') ? tokens.balanced('}') : tokens.word();
    Optional<String> file = sources.find(input.file(), folder + name.strip());
    if (file.isPresent()) {
      input.pushFile(file.get(), sources.text(file.get()));
    }
  }

  /** What stands between two equal characters or in braces, every character for itself. */
  private void verbatim() {
    int c = input.peekHere();
    if (c == '{') {
      groups.out().append(tokens.rawArgument());
    } else if (c != LatexInput.END) {
      input.skip(1);
      groups.out().append(tokens.throughOnLine((char) c));
    }
  }
}
