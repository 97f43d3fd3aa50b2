package org.estover.jobs.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it: folder, screen, clock and environment.
 *
 * @param folder the folder that relative paths start from
 * @param out results
 * @param err progress, warnings and errors
 * @param terminal whether {@code err} is a screen whose lines can be drawn over
 * @param clock the time
 * @param environment value of an environment variable or system property, null if unset
 */
record Surroundings(
    Path folder,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Clock clock,
    UnaryOperator<@Nullable String> environment) {

  /** The path, starting from this folder if it is relative. */
  Path path(Path path) {
    return folder.resolve(path).normalize();
  }

  /** The path as a person in this folder would write it. */
  String shown(Path path) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path other = path.toAbsolutePath().normalize();
    if (other.equals(absolute)) {
      return ".";
    }
    return other.startsWith(absolute) ? absolute.relativize(other).toString() : other.toString();
  }
}
