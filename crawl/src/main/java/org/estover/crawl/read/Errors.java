package org.estover.crawl.read;

import java.util.List;
import java.util.stream.Collectors;

/** The messages of this package. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException documentWithoutId(String file, long offset) {
    return new IllegalArgumentException(
        file + ": the document at " + offset + " has no id; a reader gives every one an id");
  }

  static IllegalStateException otherReader(ReaderPlugin plugin, DocumentReader reader) {
    return new IllegalStateException(
        plugin.getClass().getName()
            + ": its reader is of kind \""
            + reader.kind()
            + "\" and version \""
            + reader.version()
            + "\"; expected \""
            + plugin.name()
            + "\" and \""
            + plugin.name()
            + " "
            + plugin.version()
            + "\"");
  }

  static IllegalArgumentException noReader(String kind, List<String> kinds) {
    return new IllegalArgumentException(
        "reader \""
            + kind
            + "\": there is none of that kind; name one of "
            + String.join(", ", kinds));
  }

  static IllegalArgumentException noOption(DocumentReader reader, String name) {
    String options =
        reader.options().stream().map(ReaderOption::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "the reader \""
            + reader.kind()
            + "\" has no option \""
            + name
            + "\"; "
            + (options.isEmpty() ? "it has none" : "it has " + options));
  }

  static IllegalArgumentException badOption(ReaderOption option, String value, String expected) {
    return new IllegalArgumentException(
        "option " + option.name() + ": \"" + value + "\" is not " + expected);
  }
}
