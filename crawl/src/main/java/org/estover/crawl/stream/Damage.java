package org.estover.crawl.stream;

/**
 * The place in a file from which it cannot be decompressed.
 *
 * @param offset the place in the file as it lies on the disk, in bytes
 * @param reason a stable class in kebab case, such as {@code gzip-truncated}
 */
public record Damage(long offset, String reason) {}
