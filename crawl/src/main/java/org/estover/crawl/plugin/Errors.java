package org.estover.crawl.plugin;

import java.nio.file.Path;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static PluginException notMade(Class<?> kind, Throwable cause) {
    String why = cause.getCause() == null ? String.valueOf(cause.getMessage()) : causes(cause);
    return new PluginException(
        "a plug-in (" + kind.getSimpleName() + ") cannot be made: " + why + "; mend its jar",
        cause);
  }

  private static String causes(Throwable cause) {
    return cause.getMessage() + ": " + cause.getCause();
  }

  static PluginException badName(Class<?> type, String name, String version) {
    return new PluginException(
        type.getName()
            + ": a plug-in has a name of lower-case letters, digits and hyphens and a version such"
            + " as v1, not \""
            + name
            + "\" and \""
            + version
            + "\"; mend its name() and version()");
  }

  static PluginException twice(String name, String one, String other) {
    return new PluginException(
        "two plug-ins are called \""
            + name
            + "\": "
            + one
            + " and "
            + other
            + "; take one of their jars away, or rename one");
  }

  static PluginException inTwoJars(String type, Path one, Path other) {
    return new PluginException(
        "the plug-in " + type + " is in two jars: " + one + " and " + other + "; take one away");
  }

  static PluginException noJar(Path place) {
    return new PluginException(
        place + ": no jar and no folder with one; name jars of plug-ins, or a folder of them");
  }

  static PluginException broken(String plugin, Throwable cause) {
    return new PluginException(
        "plug-in " + plugin + " does not fit this version of Estover: " + cause + "; build it anew",
        cause);
  }
}
