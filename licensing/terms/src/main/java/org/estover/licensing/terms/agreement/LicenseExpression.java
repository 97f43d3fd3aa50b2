package org.estover.licensing.terms.agreement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Evaluates an SPDX license expression, from what is said of each license in it.
 *
 * <p>{@code A OR B} leaves the choice to the user of the work; {@code A AND B} binds by both;
 * {@code A WITH E} is one license with its own name. Precedence as in SPDX: WITH, AND, OR. Depth is
 * bounded, because the texts come from crawled pages.
 */
final class LicenseExpression<T> {

  private static final int MAX_DEPTH = 32;
  private static final Pattern NAMES = Pattern.compile("[\\s(),;/|&]+");

  private final Deque<String> tokens = new ArrayDeque<>();
  private final Function<String, T> license;
  private final BinaryOperator<T> and;
  private final BinaryOperator<T> or;
  private boolean malformed;
  private int depth;

  private LicenseExpression(
      String text, Function<String, T> license, BinaryOperator<T> and, BinaryOperator<T> or) {
    this.license = license;
    this.and = and;
    this.or = or;
    for (String token : text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+", -1)) {
      tokens.add(token);
    }
  }

  /** What follows of an expression; empty where the text is none. */
  static <T> Optional<T> evaluate(
      String expression, Function<String, T> license, BinaryOperator<T> and, BinaryOperator<T> or) {
    LicenseExpression<T> reader = new LicenseExpression<>(expression, license, and, or);
    T answer = reader.alternatives();
    return reader.malformed || !reader.tokens.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /**
   * Whether a use is admitted under the expression. A text that is no expression counts as the name
   * of one license, unless it mentions an excluded one.
   *
   * @param admits which single licenses admit it
   * @param excludes which names no text may mention that is not understood as an expression
   */
  static boolean admitted(String expression, Predicate<String> admits, Predicate<String> excludes) {
    Function<String, Boolean> license = admits::test;
    return LicenseExpression.<Boolean>evaluate(
            expression, license, Boolean::logicalAnd, Boolean::logicalOr)
        .orElseGet(
            () -> admits.test(expression) && NAMES.splitAsStream(expression).noneMatch(excludes));
  }

  private T alternatives() {
    T any = conjunction();
    while (takes("OR")) {
      any = or.apply(any, conjunction());
    }
    return any;
  }

  private T conjunction() {
    T all = operand();
    while (takes("AND")) {
      all = and.apply(all, operand());
    }
    return all;
  }

  private T operand() {
    if (takes("(")) {
      if (++depth > MAX_DEPTH) {
        malformed = true;
        return license.apply("");
      }
      T inner = alternatives();
      malformed |= !takes(")");
      depth--;
      return inner;
    }
    String name = name();
    return license.apply(takes("WITH") ? name + " WITH " + name() : name);
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
