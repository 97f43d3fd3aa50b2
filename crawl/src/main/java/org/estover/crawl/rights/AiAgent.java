package org.estover.crawl.rights;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A product token by which robots.txt speaks to an operator of generative models.
 *
 * <p>The tokens are data ({@code ai-tokens.tsv}), since new ones appear every month.
 *
 * @param token the token as its operator writes it
 * @param operator who answers to it
 * @param purpose {@code training}, {@code search} or {@code user}
 * @param sent whether a crawler calls itself so; else the token only controls what others fetched
 */
record AiAgent(String token, String operator, String purpose, boolean sent) {
  /** The version of the table: the day of its last change. */
  static final String VERSION;

  private static final List<AiAgent> ALL;
  private static final Map<String, AiAgent> BY_TOKEN;

  static {
    List<List<String>> rows = Tables.rows("ai-tokens.tsv");
    VERSION = rows.get(0).get(1);
    ALL =
        rows.stream()
            .skip(1)
            .map(row -> new AiAgent(row.get(0), row.get(1), row.get(2), row.get(3).equals("sent")))
            .toList();
    BY_TOKEN = ALL.stream().collect(Collectors.toMap(AiAgent::key, Function.identity()));
  }

  /** All that are known, in the order of the table. */
  static List<AiAgent> all() {
    return ALL;
  }

  /** Whether {@code token}, in lower case, is that of a crawler for training. */
  static boolean isTraining(String token) {
    AiAgent agent = BY_TOKEN.get(token);
    return agent != null && agent.purpose.equals("training");
  }

  /** The token as its operator writes it. */
  static String spelling(String token) {
    AiAgent agent = BY_TOKEN.get(token);
    return agent == null ? token : agent.token;
  }

  private String key() {
    return token.toLowerCase(Locale.ROOT);
  }
}
