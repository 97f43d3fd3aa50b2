package org.estover.crawl.source;

import java.util.List;

/**
 * Texts in files of one JSON object a line, plain or compressed with gzip or zstd.
 *
 * @param component name, weight and assertions
 * @param files globs of the files
 * @param fields which member of the object means what
 * @param aliases what the licenses named in the records mean
 */
public record JsonlSource(
    Component component, List<String> files, FieldMapping fields, LicenseAliases aliases)
    implements Source {
  public JsonlSource {
    files = List.copyOf(files);
  }
}
