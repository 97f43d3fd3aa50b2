package org.estover.jobs.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.plugin.PluginJars;

/**
 * Where a command line and its environment say that plug-ins lie. They are opened before the line
 * is understood, since what plans and options may say depends on them.
 */
final class PluginPlaces {
  static final String OPTION = "--plugins";
  private static final String VARIABLE = "ESTOVER_PLUGINS";

  private PluginPlaces() {}

  /** Opens the jars named; of none, a class loader that adds nothing to its parent. */
  static PluginJars open(Surroundings around, ClassLoader parent, String... arguments)
      throws IOException {
    List<Path> places = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
        places.add(place(arguments[i + 1]));
      } else if (arguments[i].startsWith(OPTION + "=")) {
        places.add(place(arguments[i].substring(OPTION.length() + 1)));
      }
    }
    String variable = around.environment().apply(VARIABLE);
    if (places.isEmpty() && variable != null) {
      for (String place : variable.split(File.pathSeparator, -1)) {
        if (!place.isBlank()) {
          places.add(place(place));
        }
      }
    }
    return PluginJars.open(places.stream().map(around::path).toList(), parent);
  }

  private static Path place(String written) throws UsageException {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw Errors.noPath(OPTION, e);
    }
  }
}
