package org.estover.crawl.source;

/**
 * How much a reader takes before it sets something aside.
 *
 * @param maxDocument the largest record, line, entry or decoded body in bytes
 * @param maxArchive the most bytes that all entries of one archive may unpack to
 */
public record ReadLimits(int maxDocument, long maxArchive) {
  /** 64 MiB a document, 64 GiB an archive. */
  public static final ReadLimits DEFAULT = new ReadLimits(64 << 20, 64L << 30);

  public ReadLimits {
    if (maxDocument < 1 || maxDocument > 1 << 30 || maxArchive < 1) {
      throw Errors.badReadLimits(maxDocument, maxArchive);
    }
  }
}
