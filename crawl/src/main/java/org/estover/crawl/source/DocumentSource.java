package org.estover.crawl.source;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Documents in files of a kind that a reader of {@code crawl.read} knows.
 *
 * @param component name, weight and assertions
 * @param files globs of the files
 * @param reader the kind, such as {@code wikipedia}
 * @param options what the reader is told
 */
public record DocumentSource(
    Component component, List<String> files, String reader, SortedMap<String, String> options)
    implements Source {
  public DocumentSource {
    files = List.copyOf(files);
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }
}
