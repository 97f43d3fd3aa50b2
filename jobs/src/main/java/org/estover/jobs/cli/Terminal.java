package org.estover.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.licensing.terms.identity.Printable;

/**
 * Texts on their way to a terminal: what a page or a file name holds must not move the cursor,
 * change colours or turn the direction of writing.
 */
final class Terminal {
  private Terminal() {}

  /** The text with line ends and tabs as they are, and {@code ?} for all else that is not shown. */
  static String safe(String text) {
    return Stream.of(text.split("\n", -1))
        .map(Terminal::safeLine)
        .collect(Collectors.joining("\n"));
  }

  private static String safeLine(String line) {
    return List.of(line.split("\t", -1)).stream()
        .map(Printable::of)
        .collect(Collectors.joining("\t"));
  }
}
