package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Page-level robots directives, split by the agent they are addressed to.
 *
 * <p>In an {@code X-Robots-Tag} an agent's name and a colon scope the directives that follow it in
 * the same field; each field begins unscoped.
 */
final class RobotsDirectives {
  private static final String EVERYBODY = "*";
  private static final Set<String> WITH_VALUE =
      Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");
  private static final Set<String> RESERVATIONS = Set.of("noai", "noml");

  private RobotsDirectives() {}

  /** The reservations of one header field that bind {@code agent}. */
  static List<RobotsMeta> header(String source, String value, String agent) {
    Map<String, List<String>> byAgent = new TreeMap<>();
    String scope = EVERYBODY;
    for (String part : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String directive = part.strip();
      int colon = directive.indexOf(':');
      if (colon > 0 && !WITH_VALUE.contains(directive.substring(0, colon).strip())) {
        scope = directive.substring(0, colon).strip();
        directive = directive.substring(colon + 1).strip();
      }
      if (!directive.isEmpty()) {
        byAgent.computeIfAbsent(scope, unused -> new ArrayList<>()).add(directive);
      }
    }
    List<RobotsMeta> result = new ArrayList<>();
    byAgent.forEach((to, directives) -> add(result, source, to, directives, agent));
    return result;
  }

  /** The reservations of a meta element named {@code robots} or as the agent. */
  static List<RobotsMeta> meta(String source, String name, String content, String agent) {
    String to = name.equalsIgnoreCase("robots") ? EVERYBODY : name.toLowerCase(Locale.ROOT);
    List<String> directives =
        List.of(content.toLowerCase(Locale.ROOT).strip().split("[\\s,]+", -1));
    List<RobotsMeta> result = new ArrayList<>();
    add(result, source, to, directives, agent);
    return result;
  }

  private static void add(
      List<RobotsMeta> result, String source, String to, List<String> directives, String agent) {
    boolean binds = to.equals(EVERYBODY) || to.equalsIgnoreCase(agent);
    if (binds && directives.stream().anyMatch(RESERVATIONS::contains)) {
      result.add(new RobotsMeta(source, to, directives));
    }
  }
}
