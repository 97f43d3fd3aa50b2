package org.estover.crawl.rights;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of robots.txt that are read, and how people misspell those that forbid. */
enum RobotsKey {
  USER_AGENT(false),
  ALLOW(true),
  DISALLOW(true),
  CRAWL_DELAY(true),
  CONTENT_USAGE(true),
  CONTENT_SIGNAL(true),
  LICENSE(false);

  private static final Map<String, RobotsKey> SLIPS =
      Map.ofEntries(
          Map.entry("useragent", USER_AGENT),
          Map.entry("user agent", USER_AGENT),
          Map.entry("user_agent", USER_AGENT),
          Map.entry("user-agents", USER_AGENT),
          Map.entry("dissallow", DISALLOW),
          Map.entry("dissalow", DISALLOW),
          Map.entry("disalow", DISALLOW),
          Map.entry("diasllow", DISALLOW),
          Map.entry("disallaw", DISALLOW),
          Map.entry("disalllow", DISALLOW),
          Map.entry("dissallaw", DISALLOW),
          Map.entry("disallows", DISALLOW),
          Map.entry("content-signals", CONTENT_SIGNAL),
          Map.entry("content-usages", CONTENT_USAGE));

  private final boolean rule;

  RobotsKey(boolean rule) {
    this.rule = rule;
  }

  /** Whether a line with the key ends the list of a group's agents. */
  boolean isRule() {
    return rule;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The key written as {@code key}, in lower case; slips of the pen are taken as they are meant.
   */
  static Optional<RobotsKey> of(String key) {
    Optional<RobotsKey> exact = exactly(key);
    return exact.isPresent() ? exact : Optional.ofNullable(SLIPS.get(key));
  }

  /** The key that is written as it should be. */
  static Optional<RobotsKey> exactly(String key) {
    return switch (key) {
      case "user-agent" -> Optional.of(USER_AGENT);
      case "allow" -> Optional.of(ALLOW);
      case "disallow" -> Optional.of(DISALLOW);
      case "crawl-delay" -> Optional.of(CRAWL_DELAY);
      case "content-usage" -> Optional.of(CONTENT_USAGE);
      case "content-signal" -> Optional.of(CONTENT_SIGNAL);
      case "license" -> Optional.of(LICENSE);
      default -> Optional.empty();
    };
  }
}
