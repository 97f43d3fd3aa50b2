package org.estover.crawl.source;

/**
 * What is known of one archive.
 *
 * @param file the archive's file name, without folders
 * @param uriPrefix what stands before {@code !/} in the URI of its entries: {@code
 *     maven:group:artifact:version} or a name of the archive
 * @param license an SPDX expression, or ""
 * @param holder the rights holder, or ""
 */
public record ArchiveTerms(String file, String uriPrefix, String license, String holder) {
  public ArchiveTerms {
    if (file.isEmpty() || uriPrefix.isEmpty()) {
      throw Errors.emptyArchiveName();
    }
  }
}
