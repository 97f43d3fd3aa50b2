package org.estover.crawl.source;

import java.util.List;

/**
 * Captures in WARC, WET or ARC files.
 *
 * @param component name, weight and assertions
 * @param files globs of the files
 */
public record WarcSource(Component component, List<String> files) implements Source {
  public WarcSource {
    files = List.copyOf(files);
  }
}
