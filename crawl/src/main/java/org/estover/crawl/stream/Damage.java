package org.estover.crawl.stream;

/**
 * The place in a file from which it cannot be decompressed.
 *
 * @param offset the place in the file as it lies on the disk, in bytes
 * @param reason a stable class in kebab case, such as {@code gzip-truncated}
 */
public record Damage(long offset, String reason) {
  /**
   * Says how much of the file was not read where reading ended at the damage, or "" where nothing
   * stands behind it or nobody knows.
   *
   * @param size the size of the file as it lies on the disk, in bytes, or -1
   */
  public String unread(long size) {
    long rest = size - offset;
    return rest > 0 ? "not read: " + rest + " bytes of the file from there on" : "";
  }
}
