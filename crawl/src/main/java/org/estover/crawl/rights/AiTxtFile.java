package org.estover.crawl.rights;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A site's {@code ai.txt} (Spawning): rules in the grammar of robots.txt about kinds of files that
 * are kept out of training data.
 *
 * <p>Other files go by the same name; only one that has a group with a rule is read. It can only
 * reserve: what it allows is no consent. Pages whose address has no ending count as HTML.
 */
public final class AiTxtFile {
  /** Where a site keeps the file. */
  public static final String PATH = "/ai.txt";

  /** How much of a file is read. */
  public static final int MAX_BYTES = RobotsFile.MAX_BYTES;

  /** The file of a site that has none. */
  public static final AiTxtFile NONE = new AiTxtFile(PathRules.NONE);

  private static final String FILE = "ai.txt";

  private final PathRules rules;

  private AiTxtFile(PathRules rules) {
    this.rules = rules;
  }

  /** What an answer to the request for the file means: 2xx is read, all else says nothing. */
  public static AiTxtFile of(int status, byte[] body, String agent) {
    return status >= 200 && status <= 299 ? parse(body, agent) : NONE;
  }

  /** Reads the file for {@code agent}; one that is no such file says nothing. */
  public static AiTxtFile parse(byte[] body, String agent) {
    List<RobotsLine> lines = RobotsLine.read(body, MAX_BYTES);
    if (!isOne(lines)) {
      return NONE;
    }
    RobotsGroups groups = RobotsGroups.read(lines, agent.toLowerCase(Locale.ROOT));
    return new AiTxtFile(new PathRules(groups.binding().rules()));
  }

  /** Whether the lines are rules, and not a text that goes by the same name. */
  static boolean isOne(List<RobotsLine> lines) {
    boolean agents = false;
    for (RobotsLine line : lines) {
      Optional<RobotsKey> key = RobotsKey.exactly(line.key());
      agents |= key.equals(Optional.of(RobotsKey.USER_AGENT));
      boolean rule =
          key.equals(Optional.of(RobotsKey.DISALLOW)) || key.equals(Optional.of(RobotsKey.ALLOW));
      if (agents && rule) {
        return true;
      }
    }
    return false;
  }

  /** The rule that keeps {@code url} out of training data. */
  public Optional<AiTxt> reservation(String url) {
    // Twice each, the second time with an ending, which at most doubles a URL.
    PathWork work = PathWork.on(url, 4L * rules.count());
    int rule = rules.match(url, work);
    if (rule < 0 || rules.rule(rule).allowed()) {
      rule = hasEnding(url) ? -1 : rules.match(withEnding(url), work);
    }
    if (work.isOver()) {
      return Optional.of(new AiTxt(FILE, PathWork.TOO_MUCH, false));
    }
    if (rule < 0 || rules.rule(rule).allowed()) {
      return Optional.empty();
    }
    PathRule holding = rules.rule(rule);
    String source = Place.source(FILE, holding.line(), holding.group());
    String text = holding.text();
    return Optional.of(new AiTxt(source, text.substring(text.indexOf(' ') + 1), false));
  }

  private static boolean hasEnding(String url) {
    String path = withoutQuery(url);
    return path.lastIndexOf('.') > path.lastIndexOf('/');
  }

  private static String withEnding(String url) {
    String path = withoutQuery(url);
    return (path.endsWith("/") ? path + "index" : path) + ".html";
  }

  private static String withoutQuery(String url) {
    int from = PathPattern.pathStart(url);
    int query = url.indexOf('?', from);
    String path = url.substring(0, query < 0 ? PathPattern.pathEnd(url, from) : query);
    return from == path.length() ? path + "/" : path;
  }
}
