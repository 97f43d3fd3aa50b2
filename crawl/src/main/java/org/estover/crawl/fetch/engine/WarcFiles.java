package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.estover.crawl.warc.CdxjIndex;

/**
 * The WARC files of one group of a crawl, numbered in the order they were begun.
 *
 * @param prefix what their names begin with
 */
record WarcFiles(Path folder, String prefix) {
  private static final String ENDING = ".warc.gz";

  /** Whatever a crawl wrote is indexed. */
  private static final int ANY_BLOCK = Integer.MAX_VALUE - 64;

  /** The name of a file. */
  String name(int number) {
    return String.format(Locale.ROOT, "%s%05d%s", prefix, number, ENDING);
  }

  /** Where a file is, or would be. */
  Path path(int number) {
    return folder.resolve(name(number));
  }

  /** The names of the files that are there, in the order they were begun. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(ENDING))
          .sorted()
          .toList();
    }
  }

  /** Makes the indexes that the files of a crawl that is over still need. */
  void index() throws IOException {
    for (String name : names()) {
      Path warc = folder.resolve(name);
      if (!isIndexed(warc)) {
        index(warc);
      }
    }
  }

  /** Somebody may have indexed a file while the crawl wrote it. */
  private static boolean isIndexed(Path warc) throws IOException {
    Path index = CdxjIndex.beside(warc);
    return Files.exists(index)
        && Files.getLastModifiedTime(index).compareTo(Files.getLastModifiedTime(warc)) >= 0;
  }

  /** Makes the index of one file that nobody writes any more. */
  static void index(Path warc) throws IOException {
    CdxjIndex.write(List.of(warc), CdxjIndex.beside(warc), ANY_BLOCK);
  }
}
