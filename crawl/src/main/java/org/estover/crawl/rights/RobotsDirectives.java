package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Page-level robots directives, split by the agent they are addressed to.
 *
 * <p>In an {@code X-Robots-Tag} an agent's name and a colon scope the directives that follow it in
 * the same field; each field begins unscoped. Were the fields of an answer joined before they are
 * read, one without a name behind one for another crawler would bind that crawler alone; who sends
 * a directive without a name means everybody.
 *
 * <p>Commas separate directives, but people also write semicolons and spaces between them, and
 * quotes around them. What is known of words so written counts beside what the field says by the
 * rules, never in place of it: it can add a reservation and take none away.
 */
final class RobotsDirectives {
  private static final String EVERYBODY = "*";
  private static final Set<String> RESERVATIONS = Set.of("noai", "noml");

  /** What is worth recording: what speaks about a use, or may do so one day. */
  private static final Set<String> RECORDED =
      Set.of("noai", "noml", "noimageai", "noindex", "none", "nosnippet", "noarchive", "nocache");

  private static final String QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019";
  private static final Pattern QUOTE = Pattern.compile("[" + QUOTES + "]");

  private static final Pattern META_SEPARATOR = Pattern.compile("[\\s,;]+");

  /** What is no directive by the rules; a value, behind a colon, may hold spaces. */
  private static final Pattern MISWRITTEN = Pattern.compile("[;" + QUOTES + "]|^[^:]*\\s");

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

  /** Whether a field or element is written as only some readers understand it. */
  static boolean isMiswritten(String value) {
    return value.indexOf(';') >= 0 || QUOTE.matcher(value).find();
  }

  /** The directives of one header field that bind {@code agent}. */
  static List<RobotsMeta> header(String source, String value, String agent) {
    List<RobotsMeta> result = new ArrayList<>();
    header(value).forEach((to, directives) -> add(result, source, to, directives, agent));
    return result;
  }

  /** The directives of one header field, by the agent that they are addressed to. */
  private static Map<String, List<String>> header(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    Map<String, List<String>> byAgent = new TreeMap<>();
    read(
        lower.split(",", -1),
        (to, directive) -> byAgent.computeIfAbsent(to, unused -> new ArrayList<>()).add(directive));
    Map<String, Set<String>> restrictions = new TreeMap<>();
    read(
        QUOTE.matcher(lower).replaceAll(" ").split("[,;]", -1),
        (to, words) ->
            restrictions
                .computeIfAbsent(to, unused -> new LinkedHashSet<>())
                .addAll(restrictions(words)));
    restrictions.forEach(
        (to, words) -> add(byAgent.computeIfAbsent(to, unused -> new ArrayList<>()), words));
    return byAgent;
  }

  /** Takes a directive with the agent that it is addressed to. */
  private interface Addressed {
    void take(String to, String directive);
  }

  private static void read(String[] parts, Addressed sink) {
    String scope = EVERYBODY;
    for (String part : parts) {
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
        sink.take(scope, directive);
      }
    }
  }

  /** Of words that are not written by the rules, those that restrict. */
  private static List<String> restrictions(String words) {
    return Stream.of(words.split("\\s+", -1))
        .filter(word -> RECORDED.contains(word) || word.equals("nofollow"))
        .toList();
  }

  /** Adds the words that are missing, in place of what they were read from. */
  private static void add(List<String> directives, Set<String> words) {
    if (!directives.containsAll(words)) {
      directives.removeIf(directive -> MISWRITTEN.matcher(directive).find());
      words.stream().filter(word -> !directives.contains(word)).forEach(directives::add);
    }
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
    String lower = content.toLowerCase(Locale.ROOT).strip();
    return List.of(META_SEPARATOR.split(QUOTE.matcher(lower).replaceAll(" ").strip(), -1));
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
