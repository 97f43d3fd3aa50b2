package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Page-level robots directives, split by the agent they are addressed to.
 *
 * <p>In an {@code X-Robots-Tag} an agent's name and a colon scope the directives that follow it in
 * the same field; each field begins unscoped. Were the fields of an answer joined before they are
 * read, one without a name behind one for another crawler would bind that crawler alone; who sends
 * a directive without a name means everybody.
 */
final class RobotsDirectives {
  private static final String EVERYBODY = "*";
  private static final Set<String> RESERVATIONS = Set.of("noai", "noml");

  /** What is worth recording: what speaks about a use, or may do so one day. */
  private static final Set<String> RECORDED =
      Set.of("noai", "noml", "noimageai", "noindex", "none", "nosnippet", "noarchive", "nocache");

  /** Words before a colon that are directives with a value, or meant to be, and no agents. */
  private static final Set<String> DIRECTIVES =
      Set.of(
          "all",
          "index",
          "follow",
          "none",
          "noindex",
          "nofollow",
          "noarchive",
          "nocache",
          "nosnippet",
          "noodp",
          "noydir",
          "notranslate",
          "noimageindex",
          "indexifembedded",
          "unavailable_after",
          "max-snippet",
          "max-image-preview",
          "max-video-preview",
          "noai",
          "noimageai",
          "noml");

  /** An agent's name has a letter; a time of day, which has colons too, has none there. */
  private static final Pattern AGENT = Pattern.compile("\\*|[0-9_-]*[a-z][a-z0-9_-]*");

  private RobotsDirectives() {}

  /** The directives of one header field that bind {@code agent}. */
  static List<RobotsMeta> header(String source, String value, String agent) {
    List<RobotsMeta> result = new ArrayList<>();
    header(value).forEach((to, directives) -> add(result, source, to, directives, agent));
    return result;
  }

  /** The directives of one header field, by the agent that they are addressed to. */
  private static Map<String, List<String>> header(String value) {
    Map<String, List<String>> byAgent = new TreeMap<>();
    String scope = EVERYBODY;
    for (String part : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String directive = part.strip();
      int colon = directive.indexOf(':');
      String name = colon < 0 ? "" : directive.substring(0, colon).strip();
      if (RESERVATIONS.contains(name)) {
        directive = name;
      } else if (!DIRECTIVES.contains(name) && AGENT.matcher(name).matches()) {
        scope = name;
        directive = directive.substring(colon + 1).strip();
      }
      if (!directive.isEmpty()) {
        byAgent.computeIfAbsent(scope, unused -> new ArrayList<>()).add(directive);
      }
    }
    return byAgent;
  }

  /** Whether one header field forbids {@code agent} to follow the page's links. */
  static boolean forbidsFollowing(String value, String agent) {
    return header(value).entrySet().stream()
        .anyMatch(to -> binds(to.getKey(), agent) && forbidFollowing(to.getValue()));
  }

  /** Whether a meta element forbids {@code agent} to follow the page's links. */
  static boolean forbidsFollowing(String name, String content, String agent) {
    String to = name.equalsIgnoreCase("robots") ? EVERYBODY : name;
    return binds(to, agent) && forbidFollowing(meta(content));
  }

  private static boolean forbidFollowing(List<String> directives) {
    return directives.contains("nofollow") || directives.contains("none");
  }

  /** The directives of a meta element named {@code robots} or as the agent. */
  static List<RobotsMeta> meta(String source, String name, String content, String agent) {
    String to = name.equalsIgnoreCase("robots") ? EVERYBODY : name.toLowerCase(Locale.ROOT);
    List<RobotsMeta> result = new ArrayList<>();
    add(result, source, to, meta(content), agent);
    return result;
  }

  private static List<String> meta(String content) {
    return List.of(content.toLowerCase(Locale.ROOT).strip().split("[\\s,]+", -1));
  }

  private static boolean binds(String to, String agent) {
    return to.equals(EVERYBODY) || to.equalsIgnoreCase(agent);
  }

  private static void add(
      List<RobotsMeta> result, String source, String to, List<String> directives, String agent) {
    if (binds(to, agent) && directives.stream().anyMatch(RECORDED::contains)) {
      result.add(new RobotsMeta(source, to, directives));
    }
  }
}
