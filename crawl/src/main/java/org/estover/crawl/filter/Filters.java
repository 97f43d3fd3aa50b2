package org.estover.crawl.filter;

import java.util.List;

/** The filter profiles that a plan can name. */
public final class Filters {
  private static final List<String> PROFILES =
      List.of("none", GopherQuality.PROFILE, "datatrove", "dolma", "default");

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
    return switch (name) {
      case "none" -> List.of();
      case GopherQuality.PROFILE -> List.of(GopherQuality.V1);
      // The order of datatrove's example for FineWeb.
      case "datatrove" ->
          List.of(GopherRepetition.V1, GopherQuality.V2, new C4Quality(), new FineWebQuality());
      case "default" -> List.of(GopherRepetition.ANY_LANGUAGE, GopherQuality.ANY_LANGUAGE);
      case "dolma" -> List.of(new DolmaGopher());
      default -> throw Errors.noSuchProfile(name, PROFILES);
    };
  }
}
