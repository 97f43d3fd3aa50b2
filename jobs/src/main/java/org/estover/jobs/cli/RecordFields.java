package org.estover.jobs.cli;

import org.estover.crawl.source.FieldMapping;
import picocli.CommandLine.Option;

/** Where records of files have their texts and names. */
final class RecordFields {
  @Option(
      names = "--text-field",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The field of a record's text (default: ${DEFAULT-VALUE}).")
  private String textField = "";

  @Option(
      names = "--id-field",
      paramLabel = "NAME",
      defaultValue = "id",
      description =
          "The field of a record's name (default: ${DEFAULT-VALUE}); without one that fits on"
              + " a line a document is called by its id (doc_...).")
  private String idField = "";

  FieldMapping mapping() {
    return new FieldMapping(textField, "url", idField, "", "", "");
  }
}
