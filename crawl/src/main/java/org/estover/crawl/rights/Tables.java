package org.estover.crawl.rights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of words that lie beside this package's classes. */
final class Tables {
  private Tables() {}

  /** The rows of a table, each with its tab-separated cells; lines with {@code #} are comments. */
  static List<List<String>> rows(String name) {
    try (InputStream in = Tables.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is part of this package");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The use with the label {@code label}. */
  static Use use(String label) {
    for (Use use : Use.values()) {
      if (use.label().equals(label)) {
        return use;
      }
    }
    throw new AssertionError("no use is called " + label);
  }
}
