package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.estover.crawl.rights.RobotsGroups.SignalRule;
import org.estover.crawl.rights.RobotsGroups.UsageRule;
import org.jspecify.annotations.Nullable;

/**
 * One site's robots.txt, read for one agent: what may be fetched (RFC 9309), how fast, and the
 * usage preferences and license pointers of the group that binds the agent.
 *
 * <p>What the file declares is the same for all pages that one rule covers, so it is made once per
 * rule and a page costs one look-up. Immutable to its users and thread-safe.
 */
public final class RobotsFile {
  /** How much of a robots.txt is read; the standard asks for at least this. */
  public static final int MAX_BYTES = 500 * 1024;

  private static final String FILE = "robots.txt";
  private static final int TOO_MANY_REQUESTS = 429;

  /** A site that asks for a longer delay does not want to be crawled: nothing is allowed. */
  private static final long MAX_CRAWL_DELAY_MILLIS = 300_000;

  private final String agent;
  private final boolean allowedElse;
  private final PathRules rules;
  private final List<UsageRule> usage;
  private final List<SignalRule> contentSignals;
  private final List<RslPointer> licenses;
  private final List<Foreigners> training;

  /** How many patterns a page is held against at most. */
  private final long patterns;

  private final long crawlDelayMillis;
  private final List<String> sitemaps;

  /** Whether what is declared depends on nothing but the rule that holds. */
  private final boolean oneAnswerPerRule;

  private final AtomicReferenceArray<@Nullable Declarations> answers;

  /** Training crawlers of other names that stand in the same groups. */
  private record Foreigners(List<String> tokens, PathRules rules) {}

  private RobotsFile(String agent, boolean allowedElse, RobotsGroups groups) {
    RobotsGroups.Lines lines = groups.binding();
    boolean forbidden = lines.crawlDelayMillis() > MAX_CRAWL_DELAY_MILLIS;
    this.agent = agent;
    this.allowedElse = allowedElse && !forbidden;
    this.rules = forbidden ? PathRules.NONE : new PathRules(lines.rules());
    this.usage =
        lines.usage().stream()
            .sorted(Comparator.comparingInt((UsageRule rule) -> -rule.pattern().size()))
            .toList();
    this.contentSignals = List.copyOf(lines.contentSignals());
    this.licenses = groups.licenses();
    this.training =
        groups.training().entrySet().stream()
            .map(each -> new Foreigners(each.getKey(), new PathRules(each.getValue())))
            .toList();
    this.sitemaps = groups.sitemaps();
    this.crawlDelayMillis = forbidden ? 0 : lines.crawlDelayMillis();
    this.oneAnswerPerRule =
        usage.stream().allMatch(rule -> isEverything(rule.pattern()))
            && contentSignals.stream().allMatch(rule -> isEverything(rule.pattern()))
            && training.stream()
                .allMatch(each -> each.rules.all(rule -> isEverything(rule.pattern())));
    this.patterns =
        (long) rules.count()
            + usage.size()
            + contentSignals.size()
            + training.stream().mapToLong(each -> each.rules.count()).sum();
    this.answers = new AtomicReferenceArray<>(rules.count() + 1);
  }

  private static boolean isEverything(PathPattern pattern) {
    return pattern.isPrefix() && pattern.prefix().equals("/");
  }

  /**
   * What an answer to the request for robots.txt means (RFC 9309, section 2.3.1): 2xx is read, 4xx
   * and a redirect that leads nowhere allow everything, 429 and 5xx disallow everything.
   *
   * @param agent the crawler's product token
   */
  public static RobotsFile of(int status, byte[] body, String agent) {
    if (status >= 200 && status <= 299) {
      return parse(body, agent);
    }
    boolean unavailable = status >= 300 && status <= 499 && status != TOO_MANY_REQUESTS;
    return unavailable ? parse(new byte[0], agent) : unreachable(agent);
  }

  /** The rules of a site whose robots.txt cannot be had: nothing may be fetched. */
  public static RobotsFile unreachable(String agent) {
    return new RobotsFile(agent, false, RobotsGroups.read(List.of(), agent));
  }

  /** Reads the first {@link #MAX_BYTES} of a robots.txt for {@code agent}; never fails. */
  public static RobotsFile parse(byte[] body, String agent) {
    String token = agent.toLowerCase(Locale.ROOT);
    List<RobotsLine> lines = RobotsLine.read(body, MAX_BYTES);
    return new RobotsFile(agent, true, RobotsGroups.read(lines, token));
  }

  /** Whether the agent may fetch {@code url}; robots.txt itself may always be fetched. */
  public boolean allows(String url) {
    PathWork work = PathWork.on(url, patterns);
    int rule = rules.match(url, work);
    boolean allowed = rule < 0 ? allowedElse : rules.rule(rule).allowed();
    return (allowed && !work.isOver()) || isRobotsTxt(url);
  }

  private static boolean isRobotsTxt(String url) {
    int from = PathPattern.pathStart(url);
    int to = PathPattern.pathEnd(url, from);
    return to - from == FILE.length() + 1 && url.startsWith("/" + FILE, from);
  }

  /** The delay between requests that the site asks for, if it does. */
  public OptionalLong crawlDelayMillis() {
    return crawlDelayMillis > 0 ? OptionalLong.of(crawlDelayMillis) : OptionalLong.empty();
  }

  /**
   * All that the file declares about {@code url}; usage preferences only where it may be fetched. A
   * file that would cost too much to look through disallows the page.
   */
  public Declarations declarations(String url) {
    PathWork work = PathWork.on(url, patterns);
    int rule = rules.match(url, work);
    if (work.isOver()) {
      return tooMuch(url);
    }
    boolean allowed = rule < 0 ? allowedElse : rules.rule(rule).allowed();
    if (!oneAnswerPerRule || (!allowed && isRobotsTxt(url))) {
      Declarations worked = declarations(url, rule, work);
      return work.isOver() ? tooMuch(url) : worked;
    }
    Declarations known = answers.get(rule + 1);
    if (known == null) {
      known = declarations(url, rule, work);
      answers.set(rule + 1, known);
    }
    return known;
  }

  private Declarations tooMuch(String url) {
    return new Declarations(
        List.of(new RobotsRules(FILE, agent, isRobotsTxt(url), PathWork.TOO_MUCH)), List.of());
  }

  private Declarations declarations(String url, int rule, PathWork work) {
    List<RightsSignal> signals = new ArrayList<>();
    boolean allowed = (rule < 0 ? allowedElse : rules.rule(rule).allowed()) || isRobotsTxt(url);
    signals.add(
        rule < 0 ? new RobotsRules(FILE, agent, allowed) : access(rules.rule(rule), allowed));
    if (!allowed) {
      return new Declarations(signals, List.of());
    }
    preferences(PathPattern.uniformPathOf(url), signals, work);
    if (!training.isEmpty()) {
      foreigners(url, signals, work);
    }
    return new Declarations(signals, licenses);
  }

  private RobotsRules access(PathRule rule, boolean allowed) {
    String source = Place.source(FILE, rule.line(), rule.group());
    return new RobotsRules(source, agent, allowed, rule.text());
  }

  /** The preferences of the most specific pattern that matches, and the group's content signals. */
  private void preferences(String path, List<RightsSignal> signals, PathWork work) {
    int longest = -1;
    for (UsageRule rule : usage) {
      if (rule.pattern().size() < longest || !takes(rule.pattern(), path, work)) {
        break;
      }
      if (rule.pattern().matchesUniform(path, 0, path.length())) {
        longest = rule.pattern().size();
        signals.add(rule.preference());
      }
    }
    for (SignalRule rule : contentSignals) {
      if (!takes(rule.pattern(), path, work)) {
        return;
      }
      if (rule.pattern().matchesUniform(path, 0, path.length())) {
        signals.add(rule.signal());
      }
    }
  }

  /** Takes what it costs to try a pattern: no more than its prefix if that does not fit. */
  private static boolean takes(PathPattern pattern, String path, PathWork work) {
    String prefix = pattern.prefix();
    boolean whole = !pattern.isPrefix() && path.startsWith(prefix);
    return work.take(whole ? path.length() : Math.min(prefix.length(), path.length()));
  }

  /** The known training crawlers that the page is kept from. */
  private void foreigners(String url, List<RightsSignal> signals, PathWork work) {
    List<String> kept = new ArrayList<>();
    String source = "";
    for (Foreigners foreigners : training) {
      int number = foreigners.rules.match(url, work);
      if (number >= 0 && !foreigners.rules.rule(number).allowed()) {
        foreigners.tokens.forEach(token -> kept.add(AiAgent.spelling(token)));
        int line = foreigners.rules.rule(number).line();
        source = source.isEmpty() ? Place.source(FILE, line, "") : source;
      }
    }
    if (!kept.isEmpty()) {
      signals.add(new AiTokens(source, kept));
    }
  }

  /** The sitemaps that the file names, as written. */
  public List<String> sitemaps() {
    return sitemaps;
  }

  /** The license documents that the group which binds the agent points to. */
  public List<RslPointer> licenses() {
    return licenses;
  }
}
