package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The extension lines of robots.txt in the group that binds an agent: {@code Content-Usage}
 * (draft-ietf-aipref-attach), {@code Content-Signal} and RSL's {@code License}.
 *
 * <p>All groups naming the agent are merged; {@code *} counts only if none names it. {@code
 * License} lines before the first group are global; those of the binding group replace them.
 */
final class RobotsGroups {
  static final RobotsGroups EMPTY = new RobotsGroups(List.of(), List.of(), List.of());

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Set<String> RULES =
      Set.of("allow", "disallow", "crawl-delay", "content-usage", "content-signal");

  private final List<UsageRule> usage;
  private final List<ContentSignal> contentSignals;
  private final List<RslPointer> licenses;

  private RobotsGroups(
      List<UsageRule> usage, List<ContentSignal> contentSignals, List<RslPointer> licenses) {
    this.usage = List.copyOf(usage);
    this.contentSignals = List.copyOf(contentSignals);
    this.licenses = List.copyOf(licenses);
  }

  /** A preference and the paths it covers; without a path it covers the site. */
  private record UsageRule(PathPattern pattern, ContentUsage preference) {}

  List<RslPointer> licenses() {
    return licenses;
  }

  /** The preferences of the most specific pattern that matches, and the group's content signals. */
  List<RightsSignal> signals(String path) {
    List<RightsSignal> result = new ArrayList<>();
    int longest = 0;
    for (UsageRule rule : usage) {
      if (rule.pattern.size() >= longest && rule.pattern.matches(path)) {
        if (rule.pattern.size() > longest) {
          result.clear();
        }
        longest = rule.pattern.size();
        result.add(rule.preference);
      }
    }
    result.addAll(contentSignals);
    return result;
  }

  static RobotsGroups parse(byte[] body, String agent) {
    String text = new String(body, StandardCharsets.UTF_8);
    String[] lines = LINE_END.split(text.startsWith("\ufeff") ? text.substring(1) : text, -1);
    Map<String, Lines> byAgent = new TreeMap<>();
    Lines global = new Lines();
    List<String> agents = new ArrayList<>();
    boolean inRules = false;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].split("#", 2)[0];
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (key.equals("user-agent")) {
        if (inRules) {
          agents.clear();
        }
        inRules = false;
        String token = productToken(value);
        agents.add(token);
        byAgent.computeIfAbsent(token, unused -> new Lines());
        continue;
      }
      inRules |= RULES.contains(key);
      String source = "robots.txt:" + (i + 1);
      if (agents.isEmpty()) {
        global.addLicense(key, source, value);
      }
      for (String name : agents) {
        byAgent.computeIfAbsent(name, unused -> new Lines()).add(key, source, value);
      }
    }
    return byAgent
        .getOrDefault(agent, byAgent.getOrDefault("*", new Lines()))
        .bind(global.licenses);
  }

  private static String productToken(String value) {
    if (value.startsWith("*")) {
      return "*";
    }
    int end = 0;
    while (end < value.length()
        && (Character.isLetter(value.charAt(end)) || "_-".indexOf(value.charAt(end)) >= 0)) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** What the groups of one agent say. */
  private static final class Lines {
    private final List<UsageRule> usage = new ArrayList<>();
    private final List<ContentSignal> contentSignals = new ArrayList<>();
    private final List<RslPointer> licenses = new ArrayList<>();

    void add(String key, String source, String value) {
      addLicense(key, source, value);
      if (key.equals("content-signal")) {
        contentSignals.add(new ContentSignal(source, value));
      } else if (key.equals("content-usage")) {
        String[] parts =
            value.startsWith("/") ? value.split("[ \t]+", 2) : new String[] {"", value};
        if (parts.length == 2) {
          PathPattern pattern = PathPattern.of(parts[0].isEmpty() ? "/" : parts[0]);
          usage.add(new UsageRule(pattern, new ContentUsage(source, parts[0], parts[1].strip())));
        }
      }
    }

    void addLicense(String key, String source, String value) {
      if (key.equals("license") && !value.isEmpty()) {
        licenses.add(new RslPointer(source, value));
      }
    }

    RobotsGroups bind(List<RslPointer> global) {
      return new RobotsGroups(usage, contentSignals, licenses.isEmpty() ? global : licenses);
    }
  }
}
