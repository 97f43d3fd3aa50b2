package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One site's robots.txt, read for one agent: what may be fetched (RFC 9309), how fast, and the
 * usage preferences and license pointers of the group that binds the agent.
 *
 * <p>Immutable and thread-safe once made.
 */
public final class RobotsFile {
  /** How much of a robots.txt is read; the standard asks for at least this. */
  public static final int MAX_BYTES = 500 * 1024;

  private static final int TOO_MANY_REQUESTS = 429;

  /** A site that asks for a longer delay does not want to be crawled: nothing is allowed. */
  private static final long MAX_CRAWL_DELAY_MILLIS = 300_000;

  private static final int NO_WARNINGS = 0;
  private static final Pattern EXTENSIONS =
      Pattern.compile("(?im)^[ \\t]*(content-usage|content-signal|license)[ \\t]*:.*$");

  private final String agent;
  private final SimpleRobotRules rules;
  private final RobotsGroups groups;

  private RobotsFile(String agent, SimpleRobotRules rules, RobotsGroups groups) {
    this.agent = agent;
    this.rules = rules;
    this.groups = groups;
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
    return unavailable ? allowAll(agent) : unreachable(agent);
  }

  /** The rules of a site whose robots.txt cannot be had: nothing may be fetched. */
  public static RobotsFile unreachable(String agent) {
    return new RobotsFile(
        agent, new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), RobotsGroups.EMPTY);
  }

  private static RobotsFile allowAll(String agent) {
    return new RobotsFile(
        agent, new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), RobotsGroups.EMPTY);
  }

  /** Reads the first {@link #MAX_BYTES} of a robots.txt for {@code agent}; never fails. */
  public static RobotsFile parse(byte[] body, String agent) {
    byte[] head = body.length > MAX_BYTES ? Arrays.copyOf(body, lastLineEnd(body)) : body;
    String token = agent.toLowerCase(Locale.ROOT);
    // The library warns of lines that it does not know; blank lines mean nothing to it.
    byte[] known =
        EXTENSIONS.matcher(new String(head, ISO_8859_1)).replaceAll("").getBytes(ISO_8859_1);
    SimpleRobotRules rules =
        new SimpleRobotRulesParser(MAX_CRAWL_DELAY_MILLIS, NO_WARNINGS)
            .parseContent("http://site/robots.txt", known, "text/plain", List.of(token));
    return new RobotsFile(agent, rules, RobotsGroups.parse(head, token));
  }

  /** Whether the agent may fetch {@code url}; robots.txt itself may always be fetched. */
  public boolean allows(String url) {
    return PathPattern.pathOf(url).equals("/robots.txt") || rules.isAllowed(url);
  }

  /** The delay between requests that the site asks for, if it does. */
  public OptionalLong crawlDelayMillis() {
    long delay = rules.getCrawlDelay();
    return delay > 0 ? OptionalLong.of(delay) : OptionalLong.empty();
  }

  /**
   * All that the file declares about {@code url}; usage preferences only where it may be fetched.
   */
  public Declarations declarations(String url) {
    List<RightsSignal> signals = new ArrayList<>();
    boolean allowed = allows(url);
    signals.add(new RobotsRules("robots.txt", agent, allowed));
    if (!allowed) {
      return new Declarations(signals, List.of());
    }
    signals.addAll(groups.signals(PathPattern.pathOf(url)));
    return new Declarations(signals, groups.licenses());
  }

  /** The sitemaps that the file names, as written. */
  public List<String> sitemaps() {
    return rules.getSitemaps();
  }

  /** The license documents that the group which binds the agent points to. */
  public List<RslPointer> licenses() {
    return groups.licenses();
  }

  private static int lastLineEnd(byte[] body) {
    int end = MAX_BYTES;
    while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
      end--;
    }
    return end == 0 ? MAX_BYTES : end;
  }
}
