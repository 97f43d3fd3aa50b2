package org.estover.crawl.read.latex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The macros and environments that a source defines, and their expansion.
 *
 * <p>Known are definitions whose arguments stand in braces or brackets. What a document defines
 * anew of the commands that its structure is read by, such as {@code \section}, is not believed.
 */
final class LatexMacros {
  private static final int MAX_ARGUMENTS = 9;

  private final LatexInput input;
  private final LatexTokens tokens;
  private final Map<String, Macro> macros = new HashMap<>();
  private final Map<String, Environment> environments = new HashMap<>();

  LatexMacros(LatexInput input, LatexTokens tokens) {
    this.input = input;
    this.tokens = tokens;
  }

  /**
   * A macro.
   *
   * @param arguments how many arguments it has
   * @param fallback what the first one is where brackets are missing; null if it has braces
   */
  private record Macro(int arguments, @Nullable String fallback, String body) {}

  private record Environment(Macro begin, String end) {}

  boolean isMacro(String control) {
    return macros.containsKey(control);
  }

  boolean isEnvironment(String name) {
    return environments.containsKey(name);
  }

  /** Reads what a macro stands for next; what cannot be expanded once more goes. */
  void expand(String control) throws LatexLimitException {
    Macro macro = macros.get(control);
    if (macro != null) {
      push("\\" + control, macro);
    }
  }

  /** Reads the beginning of an environment next. */
  void begin(String name) throws LatexLimitException {
    Environment environment = environments.get(name);
    if (environment != null) {
      push("\\begin " + name, environment.begin);
    }
  }

  /** Reads the end of an environment next. */
  void end(String name) throws LatexLimitException {
    Environment environment = environments.get(name);
    if (environment != null) {
      input.pushMacro("\\end " + name, environment.end);
    }
  }

  private void push(String name, Macro macro) throws LatexLimitException {
    List<String> arguments = arguments(macro);
    if (input.takesMacro(name)) {
      input.pushMacro(name, body(macro.body, arguments));
    }
  }

  /** A macro's arguments, which come next. */
  private List<String> arguments(Macro macro) {
    List<String> arguments = new ArrayList<>();
    if (macro.arguments > 0 && macro.fallback != null) {
      arguments.add(tokens.optional().orElse(macro.fallback));
    }
    while (arguments.size() < macro.arguments) {
      arguments.add(tokens.argument());
    }
    return arguments;
  }

  /** A body with the arguments in it; one that is longer than may be read is never made. */
  private String body(String written, List<String> arguments) throws LatexLimitException {
    if (arguments.isEmpty()) {
      return written;
    }
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      char next = i + 1 < written.length() ? written.charAt(i + 1) : 0;
      if (c == '#' && next >= '1' && next < '1' + arguments.size()) {
        String argument = arguments.get(next - '1');
        input.checkLeft((long) body.length() + argument.length());
        body.append(argument);
        i++;
      } else if (c != '#' || next != '#') {
        body.append(c);
      }
    }
    // What becomes shorter took the time of all that was written.
    input.spend(Math.max(0, written.length() - body.length()));
    return body.toString();
  }

  /** Reads a definition behind the command that begins one; false if it begins none. */
  boolean define(String control) {
    switch (control) {
      case "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand" -> newCommand();
      case "def", "gdef", "edef", "xdef" -> def();
      case "let" -> let();
      case "newenvironment", "renewenvironment" -> newEnvironment();
      case "DeclareMathOperator" -> mathOperator();
      case "NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand" -> document();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void put(String name, Macro macro) {
    if (!name.isEmpty() && !CommandTable.isStructural(name)) {
      macros.put(name, macro);
    }
  }

  private static String name(String argument) {
    String name = argument.strip();
    return name.startsWith("\\") ? name.substring(1) : "";
  }

  private void newCommand() {
    tokens.star();
    String name = name(tokens.argument());
    put(name, macro());
  }

  private Macro macro() {
    int arguments = number(tokens.optional().orElse("0"));
    @Nullable String fallback = arguments > 0 ? tokens.optional().orElse(null) : null;
    return new Macro(arguments, fallback, tokens.argument());
  }

  private static int number(String text) {
    String digits = text.strip();
    return digits.length() == 1 && digits.charAt(0) >= '0' && digits.charAt(0) <= '9'
        ? digits.charAt(0) - '0'
        : 0;
  }

  private void def() {
    if (!tokens.take('\\')) {
      return;
    }
    String name = tokens.control();
    int arguments = 0;
    boolean plain = true;
    int c = input.peek();
    while (c != '{' && c != LatexInput.END) {
      input.next();
      int digit = c == '#' ? input.peek() - '0' : 0;
      if (digit > 0 && digit <= MAX_ARGUMENTS) {
        input.next();
        arguments = Math.max(arguments, digit);
      } else {
        plain = false;
      }
      c = input.peek();
    }
    String body = tokens.argument();
    if (plain) {
      put(name, new Macro(arguments, null, body));
    }
  }

  private void let() {
    if (tokens.take('\\')) {
      String name = tokens.control();
      tokens.take('=');
      String same = tokens.argument();
      if (!same.equals("\\" + name)) {
        put(name, new Macro(0, null, same + (same.startsWith("\\") ? " " : "")));
      }
    }
  }

  private void newEnvironment() {
    tokens.star();
    String name = tokens.argument().strip();
    Macro begin = macro();
    String end = tokens.argument();
    if (!CommandTable.isStructuralEnvironment(name)) {
      environments.put(name, new Environment(begin, end));
    }
  }

  private void mathOperator() {
    String operator = tokens.star() ? "\\operatorname*" : "\\operatorname";
    String name = name(tokens.argument());
    put(name, new Macro(0, null, operator + "{" + tokens.argument() + "}"));
  }

  /** A command whose arguments have letters: mandatory ones, with at most one optional before. */
  private void document() {
    String name = name(tokens.argument());
    String letters = tokens.argument().replace(" ", "");
    String body = tokens.argument();
    boolean optional = letters.startsWith("o") || letters.startsWith("O");
    String rest = letters.replaceFirst("^(o|O\\{[^{}]*\\})", "");
    int arguments = rest.length() + (optional ? 1 : 0);
    if (rest.chars().allMatch(c -> c == 'm') && arguments <= MAX_ARGUMENTS) {
      String fallback = letters.startsWith("O{") ? letters.substring(2, letters.indexOf('}')) : "";
      put(name, new Macro(arguments, optional ? fallback : null, body));
    }
  }
}
