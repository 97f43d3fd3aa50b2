package org.estover.licensing.terms.agreement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Evaluates an SPDX license expression against a question asked of each license in it.
 *
 * <p>{@code A OR B} leaves the choice to the user of the work, so one yes is enough; {@code A AND
 * B} binds by both; {@code A WITH E} is one license with its own name. A text that is no expression
 * counts as the name of one license, unless it mentions an excluded one. Precedence as in SPDX:
 * WITH, AND, OR. Depth is bounded, because the texts come from crawled pages.
 */
final class LicenseExpression {

  private static final int MAX_DEPTH = 32;
  private static final Pattern NAMES = Pattern.compile("[\\s(),;/|&]+");

  private final Deque<String> tokens = new ArrayDeque<>();
  private final Predicate<String> admits;
  private boolean malformed;
  private int depth;

  private LicenseExpression(String text, Predicate<String> admits) {
    this.admits = admits;
    for (String token : text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+", -1)) {
      tokens.add(token);
    }
  }

  /**
   * Whether a use is admitted under the expression.
   *
   * @param admits which single licenses admit it
   * @param excludes which names no text may mention that is not understood as an expression
   */
  static boolean admitted(String expression, Predicate<String> admits, Predicate<String> excludes) {
    LicenseExpression reader = new LicenseExpression(expression, admits);
    boolean answer = reader.alternatives();
    if (!reader.malformed && reader.tokens.isEmpty()) {
      return answer;
    }
    return admits.test(expression) && NAMES.splitAsStream(expression).noneMatch(excludes);
  }

  private boolean alternatives() {
    boolean any = conjunction();
    while (takes("OR")) {
      any |= conjunction();
    }
    return any;
  }

  private boolean conjunction() {
    boolean all = operand();
    while (takes("AND")) {
      all &= operand();
    }
    return all;
  }

  private boolean operand() {
    if (takes("(")) {
      if (++depth > MAX_DEPTH) {
        malformed = true;
        return false;
      }
      boolean inner = alternatives();
      malformed |= !takes(")");
      depth--;
      return inner;
    }
    String license = name();
    if (takes("WITH")) {
      license = license + " WITH " + name();
    }
    return !malformed && admits.test(license);
  }

  private String name() {
    String token = tokens.poll();
    if (token == null || isSyntax(token)) {
      malformed = true;
      return "";
    }
    return token;
  }

  private boolean takes(String word) {
    boolean next = !tokens.isEmpty() && tokens.peek().toUpperCase(Locale.ROOT).equals(word);
    if (next) {
      tokens.remove();
    }
    return next;
  }

  private static boolean isSyntax(String token) {
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "OR", "AND", "WITH", "(", ")" -> true;
      default -> false;
    };
  }
}
