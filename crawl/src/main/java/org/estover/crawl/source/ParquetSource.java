package org.estover.crawl.source;

import java.util.List;

/**
 * Texts in Parquet files, one a row.
 *
 * @param component name, weight and assertions
 * @param files globs of the files
 * @param fields which column means what
 * @param aliases what the licenses named in the rows mean
 */
public record ParquetSource(
    Component component, List<String> files, FieldMapping fields, LicenseAliases aliases)
    implements Source {
  public ParquetSource {
    files = List.copyOf(files);
  }
}
