package org.estover.crawl.source;

import java.util.List;

/**
 * Files inside jars and zips.
 *
 * @param component name, weight and assertions
 * @param files globs of the archives
 * @param include globs of the entries to take; none takes all
 * @param exclude globs of the entries to leave out
 * @param archives what is known of single archives
 */
public record ArchiveSource(
    Component component,
    List<String> files,
    List<String> include,
    List<String> exclude,
    List<ArchiveTerms> archives)
    implements Source {
  public ArchiveSource {
    files = List.copyOf(files);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    archives = List.copyOf(archives);
  }

  /** Returns what is known of the archive with this file name: by default its name alone. */
  public ArchiveTerms terms(String fileName) {
    return archives.stream()
        .filter(archive -> archive.file().equals(fileName))
        .findFirst()
        .orElseGet(() -> new ArchiveTerms(fileName, fileName, license(), holder()));
  }
}
