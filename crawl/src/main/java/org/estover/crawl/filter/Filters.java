package org.estover.crawl.filter;

import java.util.List;

/** The filter profiles that a plan can name. */
public final class Filters {
  private static final List<String> PROFILES = List.of("none", GopherQuality.PROFILE);

  private Filters() {}

  /** Returns the names of all profiles. */
  public static List<String> profiles() {
    return PROFILES;
  }

  /**
   * Returns the filters of a profile, in the order in which they judge.
   *
   * @throws IllegalArgumentException if there is no such profile
   */
  public static List<Filter> profile(String name) {
    if (name.equals("none")) {
      return List.of();
    }
    if (name.equals(GopherQuality.PROFILE)) {
      return List.of(new GopherQuality());
    }
    throw Errors.noSuchProfile(name, PROFILES);
  }
}
