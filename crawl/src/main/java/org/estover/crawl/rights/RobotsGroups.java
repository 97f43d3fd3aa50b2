package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups of a robots.txt that concern one agent, read in one pass.
 *
 * <p>All groups that name the agent are one; {@code *} counts only if none names it. {@code
 * License} lines before the first group are global; those of the binding group replace them. Beside
 * the agent's own rules those of known training crawlers of other names are kept, as evidence.
 *
 * <p>Cost: linear in the file; the rules of other crawlers are kept once per group.
 */
final class RobotsGroups {
  private static final String EVERYBODY = "*";
  private static final String FILE = "robots.txt";

  /** A key that belongs to no group and ends none. */
  private static final String SITEMAP = "sitemap";

  /** How many different lists of rules for crawlers of other names are kept. */
  private static final int MAX_FOREIGN = 8;

  /** A whole number of seconds, or a decimal one. */
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})(?:\\.([0-9]{1,3})[0-9]*)?");

  private final String agent;
  private final Lines own = new Lines();
  private final Lines everybodys = new Lines();
  private final Map<String, List<Integer>> training = new LinkedHashMap<>();
  private final List<List<PathRule>> foreignGroups = new ArrayList<>();
  private final List<RslPointer> global = new ArrayList<>();
  private final List<String> sitemaps = new ArrayList<>();

  private boolean anyGroup;
  private boolean inRules;
  private boolean isOurs;
  private boolean isEverybodys;
  private boolean isForeign;

  private RobotsGroups(String agent) {
    this.agent = agent;
  }

  /** A preference and the paths it covers; without a path it covers the site. */
  record UsageRule(PathPattern pattern, ContentUsage preference) {}

  /** What the groups of one agent say. */
  static final class Lines {
    private final List<PathRule> rules = new ArrayList<>();
    private final List<UsageRule> usage = new ArrayList<>();
    private final List<SignalRule> contentSignals = new ArrayList<>();
    private final List<RslPointer> licenses = new ArrayList<>();
    private boolean named;
    private long crawlDelayMillis;

    List<PathRule> rules() {
      return rules;
    }

    List<UsageRule> usage() {
      return usage;
    }

    List<SignalRule> contentSignals() {
      return contentSignals;
    }

    long crawlDelayMillis() {
      return crawlDelayMillis;
    }
  }

  /** A content signal and the paths it covers. */
  record SignalRule(PathPattern pattern, ContentSignal signal) {}

  /**
   * Reads the groups.
   *
   * @param agent the agent's product token in lower case
   */
  static RobotsGroups read(Collection<RobotsLine> lines, String agent) {
    RobotsGroups groups = new RobotsGroups(agent);
    for (RobotsLine line : lines) {
      if (line.key().equals(SITEMAP)) {
        groups.sitemaps.add(line.value());
      }
      Optional<RobotsKey> key = RobotsKey.of(line.key());
      if (key.isPresent()) {
        groups.line(key.get(), line);
      }
    }
    return groups;
  }

  /** The lines that bind the agent. */
  Lines binding() {
    return own.named ? own : everybodys;
  }

  /** The sitemaps that the file names, as written, whatever group they stand in. */
  List<String> sitemaps() {
    return List.copyOf(sitemaps);
  }

  /** The license documents that the binding group points to, else those of the file. */
  List<RslPointer> licenses() {
    List<RslPointer> ofGroup = binding().licenses;
    return List.copyOf(ofGroup.isEmpty() ? global : ofGroup);
  }

  /**
   * The known training crawlers that are named and their rules: tokens in lower case that stand in
   * the same groups have one list.
   */
  Map<List<String>, List<PathRule>> training() {
    Map<List<Integer>, List<String>> tokensByGroups = new LinkedHashMap<>();
    training.forEach(
        (token, numbers) ->
            tokensByGroups.computeIfAbsent(numbers, unused -> new ArrayList<>()).add(token));
    Map<List<String>, List<PathRule>> result = new LinkedHashMap<>();
    tokensByGroups.forEach(
        (numbers, names) -> {
          List<PathRule> rules = new ArrayList<>();
          numbers.forEach(number -> rules.addAll(foreignGroups.get(number)));
          if (!rules.isEmpty() && result.size() < MAX_FOREIGN) {
            result.put(names, rules);
          }
        });
    return result;
  }

  private void line(RobotsKey key, RobotsLine line) {
    if (key == RobotsKey.USER_AGENT) {
      agentLine(line.value());
      return;
    }
    inRules |= key.isRule();
    if (key == RobotsKey.LICENSE && !anyGroup && !line.raw().isEmpty()) {
      global.add(new RslPointer(Place.source(FILE, line.number(), ""), line.value()));
    }
    if (isOurs) {
      add(own, key, line, agent);
    }
    if (isEverybodys) {
      add(everybodys, key, line, EVERYBODY);
    }
    if (isForeign && (key == RobotsKey.ALLOW || key == RobotsKey.DISALLOW)) {
      List<PathRule> rules = foreignGroups.get(foreignGroups.size() - 1);
      pathRule(key, line, "").ifPresent(rules::add);
    }
  }

  private void agentLine(String value) {
    if (inRules || !anyGroup) {
      isForeign = false;
      isOurs = false;
      isEverybodys = false;
    }
    anyGroup = true;
    inRules = false;
    String token = productToken(value);
    if (token.equals(agent)) {
      isOurs = true;
      own.named = true;
    } else if (token.equals(EVERYBODY)) {
      isEverybodys = true;
    } else if (AiAgent.isTraining(token)) {
      foreigner(token);
    }
  }

  private void foreigner(String token) {
    if (!isForeign) {
      isForeign = true;
      foreignGroups.add(new ArrayList<>());
    }
    List<Integer> numbers = training.computeIfAbsent(token, unused -> new ArrayList<>());
    int number = foreignGroups.size() - 1;
    if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != number) {
      numbers.add(number);
    }
  }

  private static void add(Lines lines, RobotsKey key, RobotsLine line, String group) {
    String source = Place.source(FILE, line.number(), group);
    switch (key) {
      case ALLOW, DISALLOW -> pathRule(key, line, group).ifPresent(lines.rules::add);
      case CRAWL_DELAY ->
          lines.crawlDelayMillis = Math.max(lines.crawlDelayMillis, millis(line.raw()));
      case CONTENT_USAGE -> {
        Scoped scoped = Scoped.of(line);
        if (scoped.hasValue) {
          lines.usage.add(
              new UsageRule(scoped.pattern, new ContentUsage(source, scoped.path, scoped.value)));
        }
      }
      case CONTENT_SIGNAL -> {
        Scoped scoped = Scoped.of(line);
        if (scoped.hasValue) {
          lines.contentSignals.add(
              new SignalRule(scoped.pattern, new ContentSignal(source, scoped.value)));
        }
      }
      case LICENSE -> {
        if (!line.raw().isEmpty()) {
          lines.licenses.add(new RslPointer(source, line.value()));
        }
      }
      case USER_AGENT -> throw new AssertionError(key);
    }
  }

  /** A value with or without a path before it. */
  private record Scoped(PathPattern pattern, String path, String value, boolean hasValue) {
    static Scoped of(RobotsLine line) {
      String raw = line.raw();
      if (!raw.startsWith("/")) {
        return new Scoped(PathPattern.of("/"), "", line.value(), true);
      }
      int end = 0;
      while (end < raw.length() && raw.charAt(end) != ' ' && raw.charAt(end) != '\t') {
        end++;
      }
      String value = new RobotsLine(line.number(), "", raw.substring(end).strip(), true).value();
      String path = new RobotsLine(line.number(), "", raw.substring(0, end), true).value();
      PathPattern pattern = PathPattern.ofRaw(raw.substring(0, end));
      return new Scoped(pattern, path, value, end < raw.length());
    }
  }

  /** The rule of a line; an empty pattern is none. */
  private static Optional<PathRule> pathRule(RobotsKey key, RobotsLine line, String group) {
    if (line.raw().isEmpty()) {
      return Optional.empty();
    }
    boolean allowed = key == RobotsKey.ALLOW;
    String text = (allowed ? "Allow: " : "Disallow: ") + line.value();
    PathPattern pattern = PathPattern.ofRaw(line.raw());
    return Optional.of(new PathRule(pattern, allowed, line.number(), group, text));
  }

  private static long millis(String text) {
    Matcher seconds = SECONDS.matcher(text);
    if (!seconds.matches()) {
      return 0;
    }
    String fraction = seconds.group(2) == null ? "" : seconds.group(2);
    String thousandths = (fraction + "000").substring(0, 3);
    return Long.parseLong(seconds.group(1)) * 1000 + Long.parseLong(thousandths);
  }

  /**
   * The product token that a {@code User-agent} line names: its leading letters, hyphens and
   * underscores in lower case, so that a version behind them does no harm; or {@code *}.
   */
  static String productToken(String value) {
    if (value.equals(EVERYBODY) || (value.startsWith("*") && value.charAt(1) <= ' ')) {
      return EVERYBODY;
    }
    int end = 0;
    while (end < value.length() && isTokenCharacter(value.charAt(end))) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }
}
