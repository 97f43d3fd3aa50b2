package org.estover.crawl.source;

import java.nio.file.Path;

/**
 * An input file.
 *
 * @param path where it lies on this machine
 * @param name its path below the first folder of its glob that holds no wildcard, with {@code /}
 */
public record SourceFile(Path path, String name) {}
