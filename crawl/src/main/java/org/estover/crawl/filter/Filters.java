package org.estover.crawl.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.crawl.plugin.Plugins;

/**
 * The filter profiles that a plan can name: those that are shipped and those of plug-ins ({@link
 * FilterPlugin}); several, joined by {@code +}, judge one after the other.
 */
public final class Filters {
  private static final List<String> PROFILES =
      List.of("none", GopherQuality.PROFILE, "datatrove", "dolma", "default");

  private Filters() {}

  /** Returns the names of the profiles that are shipped. */
  public static List<String> profiles() {
    return PROFILES;
  }

  /** Returns the names of all profiles, those of plug-ins last. */
  public static List<String> known() {
    return Stream.concat(PROFILES.stream(), plugins().keySet().stream()).toList();
  }

  /** Returns the first of the names joined in {@code profile} that there is not, if any. */
  public static Optional<String> unknown(String profile) {
    List<String> known = known();
    return names(profile).stream().filter(name -> !known.contains(name)).findFirst();
  }

  /**
   * Returns the filters of profiles joined by {@code +}, in the order in which they judge.
   *
   * @throws IllegalArgumentException if there is no such profile
   */
  public static List<Filter> profile(String names) {
    List<Filter> filters = new ArrayList<>();
    names(names).forEach(name -> filters.addAll(one(name)));
    return filters;
  }

  private static List<Filter> one(String name) {
    return switch (name) {
      case "none" -> List.of();
      case GopherQuality.PROFILE -> List.of(GopherQuality.V1);
      // The order of datatrove's example for FineWeb.
      case "datatrove" ->
          List.of(GopherRepetition.V1, GopherQuality.V2, new C4Quality(), new FineWebQuality());
      case "default" -> List.of(GopherRepetition.ANY_LANGUAGE, GopherQuality.ANY_LANGUAGE);
      case "dolma" -> List.of(new DolmaGopher());
      default -> {
        FilterPlugin plugin = plugins().get(name);
        if (plugin == null) {
          throw Errors.noSuchProfile(name, known());
        }
        yield PluginFilter.of(plugin);
      }
    };
  }

  private static List<String> names(String profile) {
    return List.of(profile.split("[+]", -1));
  }

  private static Map<String, FilterPlugin> plugins() {
    return Plugins.of(FilterPlugin.class, PROFILES);
  }
}
