package org.estover.jobs.dedupe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Every message of this package that a person may see as an error. */
final class Errors {
  private Errors() {}

  static IOException noInput(Path folder, List<String> suffixes) {
    return new IOException(
        folder
            + ": no run's folder, and no file in it that ends in one of "
            + String.join(", ", suffixes)
            + "; name a file of records, or a folder of them");
  }

  static IOException captures(Path file) {
    return new IOException(
        file
            + ": named as captures of the web are, not records; take their texts with \"estover"
            + " extract FILE --out docs.jsonl\", then name docs.jsonl");
  }

  static IOException noTextField(String file, String field, List<String> found) {
    return new IOException(
        file
            + ": no record has the field \""
            + field
            + "\", found are "
            + found
            + "; name the text's with --text-field");
  }
}
