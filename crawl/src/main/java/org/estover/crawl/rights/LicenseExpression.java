package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SPDX license expression (SPDX 2.3, annex D) in canonical form.
 *
 * <p>Operators bind as {@code WITH}, {@code AND}, {@code OR} in falling strength and are read in
 * any case. Nesting is limited to {@value #MAX_DEPTH} parentheses.
 */
final class LicenseExpression {
  private static final int MAX_DEPTH = 32;
  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[^\\s()]+)");
  private static final Pattern REFERENCE =
      Pattern.compile("(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");

  private final String text;
  private final boolean open;
  private final boolean alternative;

  private LicenseExpression(String text, boolean open, boolean alternative) {
    this.text = text;
    this.open = open;
    this.alternative = alternative;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public String toString() {
    return text;
  }

  /** The expression, or empty if {@code text} is none or names an unknown license. */
  static Optional<LicenseExpression> parse(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.strip());
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), matcher.regionEnd());
    }
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    Parser parser = new Parser(tokens);
    Optional<LicenseExpression> expression = parser.alternatives(0);
    return parser.at == tokens.size() ? expression : Optional.empty();
  }

  /** A recursive descent over the tokens; every method is empty where the grammar fails. */
  private static final class Parser {
    private final List<String> tokens;
    private int at;

    Parser(List<String> tokens) {
      this.tokens = tokens;
    }

    Optional<LicenseExpression> alternatives(int depth) {
      Optional<LicenseExpression> left = conjunction(depth);
      while (left.isPresent() && take("OR")) {
        LicenseExpression first = left.get();
        left =
            conjunction(depth)
                .map(
                    second ->
                        new LicenseExpression(
                            first.text + " OR " + second.text, first.open || second.open, true));
      }
      return left;
    }

    private Optional<LicenseExpression> conjunction(int depth) {
      Optional<LicenseExpression> left = simple(depth);
      while (left.isPresent() && take("AND")) {
        LicenseExpression first = left.get();
        left =
            simple(depth)
                .map(
                    second ->
                        new LicenseExpression(
                            factor(first) + " AND " + factor(second),
                            first.open && second.open,
                            false));
      }
      return left;
    }

    private static String factor(LicenseExpression part) {
      return part.alternative ? "(" + part.text + ")" : part.text;
    }

    private Optional<LicenseExpression> simple(int depth) {
      if (take("(")) {
        if (depth == MAX_DEPTH) {
          return Optional.empty();
        }
        Optional<LicenseExpression> inner = alternatives(depth + 1);
        return take(")") ? inner : Optional.empty();
      }
      if (at == tokens.size()) {
        return Optional.empty();
      }
      String token = tokens.get(at++);
      if (REFERENCE.matcher(token).matches()) {
        return Optional.of(new LicenseExpression(token, false, false));
      }
      Optional<LicenseExpression> license =
          LicenseNames.byIdentifier(token)
              .map(id -> new LicenseExpression(id, LicenseNames.isOpen(id), false));
      return license.isPresent() && take("WITH") ? exception(license.get()) : license;
    }

    private Optional<LicenseExpression> exception(LicenseExpression license) {
      if (at == tokens.size()) {
        return Optional.empty();
      }
      String token = tokens.get(at++);
      return LicenseNames.exception(token)
          .map(name -> new LicenseExpression(license.text + " WITH " + name, license.open, false));
    }

    private boolean take(String wanted) {
      if (at < tokens.size() && tokens.get(at).toUpperCase(Locale.ROOT).equals(wanted)) {
        at++;
        return true;
      }
      return false;
    }
  }
}
