package org.estover.crawl.frontier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shares out what is left of a crawl's budget where a level has more URLs than that.
 *
 * <p>Each domain may have as many pages of the crawl as every other, and what one does not need
 * goes to those that have more (max-min fairness). What a domain has beyond an even share of the
 * whole budget waits for a later level, so that a site of few pages is visited to its end before a
 * site of many gets the rest; in the last level, and once nobody is below an even share, nothing
 * waits. Seeds do not wait, either.
 *
 * <p>Time: the files of domains are read some 32 times. Memory: none that grows.
 */
final class Shares {
  private final Path root;
  private final List<Path> files;
  private final long seed;
  private final long sortBytes;

  /**
   * Shares of the domains that stand in files.
   *
   * @param root where files are sorted
   */
  Shares(Path root, List<Path> files, long seed, long sortBytes) {
    this.root = root;
    this.files = List.copyOf(files);
    this.seed = seed;
    this.sortBytes = sortBytes;
  }

  /**
   * What a level visits of more URLs than there is room for.
   *
   * @param maxPages the budget of the whole crawl
   * @param room what is left of it
   * @param mayWait whether URLs can wait for a later level
   */
  Share of(long maxPages, long room, boolean mayWait) throws IOException {
    Share filled = filled(maxPages, room);
    Share even = Share.even(maxPages / Math.max(1, domains()));
    return mayWait && even.pages() <= filled.pages() && pages(even) > 0 ? even : filled;
  }

  /** How many URLs a share takes of all domains. */
  long pages(Share share) throws IOException {
    return sum(domain -> share.of(domain, seed));
  }

  private long domains() throws IOException {
    return sum(domain -> 1);
  }

  /** The share by which all of the room is used. */
  private Share filled(long maxPages, long room) throws IOException {
    long low = 0;
    long high = maxPages;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (pages(Share.even(middle)) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Share even = Share.even(low);
    long rest = room - pages(even);
    return rest == 0 ? even : new Share(low, firstKeyBehind(rest, even));
  }

  /** Behind the smallest keys of so many of the domains that could use one page more. */
  private UrlKey firstKeyBehind(long count, Share even) throws IOException {
    try (RecordSorter sorter = new RecordSorter(root, "share", sortBytes)) {
      for (Path file : files) {
        try (Domain.Reader domains = Domain.Reader.open(file)) {
          @Nullable Domain domain;
          while ((domain = domains.next()) != null) {
            if (even.isShortOf(domain)) {
              ByteBuffer key = ByteBuffer.allocate(UrlKey.BYTES);
              UrlKey.of(seed, domain.name()).write(key);
              sorter.add(key.array());
            }
          }
        }
      }
      try (RecordStream keys = sorter.sorted()) {
        byte[] key = keys.next();
        for (long left = count; left > 0 && key != null; left--) {
          key = keys.next();
        }
        return key == null ? UrlKey.LAST : UrlKey.read(ByteBuffer.wrap(key));
      }
    }
  }

  private long sum(ToLongFunction<Domain> number) throws IOException {
    long sum = 0;
    for (Path file : files) {
      try (Domain.Reader domains = Domain.Reader.open(file)) {
        @Nullable Domain domain;
        while ((domain = domains.next()) != null) {
          sum += number.applyAsLong(domain);
        }
      }
    }
    return sum;
  }
}
