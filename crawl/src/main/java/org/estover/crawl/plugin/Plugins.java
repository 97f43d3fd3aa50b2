package org.estover.crawl.plugin;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The plug-ins that the context class loader of the calling thread finds, by their names.
 *
 * <p>They do not depend on the order of jars: two of one name are an error. What a plug-in throws
 * about one document is told by {@link #guarded}, so that it stops no job.
 */
public final class Plugins {
  /** How the reason begins under which a document stands that a plug-in failed on. */
  public static final String FAILED = "plugin-failed";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern VERSION = Pattern.compile("v[0-9]{1,9}");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Plugins() {}

  /**
   * Finds all plug-ins of a kind.
   *
   * @param shipped names that no plug-in may have
   * @throws UncheckedIOException with a {@link PluginException} if one cannot be made, has no fit
   *     name or version, or the name of another one
   */
  public static <P extends Plugin> SortedMap<String, P> of(Class<P> kind, List<String> shipped) {
    SortedMap<String, P> found = new TreeMap<>();
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      for (P plugin : ServiceLoader.load(kind, loader)) {
        String name = plugin.name();
        if (!NAME.matcher(name).matches() || !VERSION.matcher(plugin.version()).matches()) {
          throw new UncheckedIOException(Errors.badName(plugin.getClass(), name, plugin.version()));
        }
        String other =
            shipped.contains(name)
                ? "the one that Estover has"
                : found.containsKey(name) ? found.get(name).getClass().getName() : "";
        if (!other.isEmpty()) {
          throw new UncheckedIOException(Errors.twice(name, plugin.getClass().getName(), other));
        }
        found.put(name, plugin);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UncheckedIOException(Errors.notMade(kind, e));
    }
    return found;
  }

  /** Returns a plug-in's name with its version, as digests and reports name it. */
  public static String named(Plugin plugin) {
    return plugin.name() + "-" + plugin.version();
  }

  /** Makes of a reason what stands for a document: a result that says so. */
  public interface Failure<R> {
    R of(String reason);
  }

  /**
   * Lets a plug-in look at one document: what it throws becomes a reason that names the class.
   *
   * @throws UncheckedIOException with a {@link PluginException} if its code does not fit ours
   */
  public static <R> R guarded(String plugin, Supplier<R> work, Failure<R> failure) {
    try {
      return work.get();
    } catch (LinkageError e) {
      throw new UncheckedIOException(Errors.broken(plugin, e));
    } catch (RuntimeException | StackOverflowError e) {
      String type = HUMP.matcher(e.getClass().getSimpleName()).replaceAll("-");
      return failure.of(FAILED + "-" + type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    }
  }
}
