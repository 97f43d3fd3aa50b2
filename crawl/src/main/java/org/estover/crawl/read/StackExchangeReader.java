package org.estover.crawl.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads the posts of a StackExchange site: each question with its best answers is a document.
 *
 * <p>Answers stand far from their questions, so the rows of a file are sorted on the disk first:
 * runs of bounded size in temporary files, merged as they are read. This takes the size of the
 * posts in temporary files, once, and {@link PostSorter#RUN_BYTES} of memory.
 */
final class StackExchangeReader implements DocumentReader {
  private static final ReaderOption SITE =
      new ReaderOption(
          "site",
          "",
          "Host of the site, such as cooking.stackexchange.com; by default the name of the folder"
              + " or archive that holds the posts, where it is one");
  private static final ReaderOption MIN_SCORE =
      new ReaderOption("min-score", "3", "Answers of a lower score are left out");
  private static final ReaderOption MAX_ANSWERS =
      new ReaderOption("max-answers", "3", "Answers of a question at most, the best first");

  private final String site;
  private final int minScore;
  private final int maxAnswers;

  StackExchangeReader() {
    this("", 3, 3);
  }

  private StackExchangeReader(String site, int minScore, int maxAnswers) {
    this.site = site;
    this.minScore = minScore;
    this.maxAnswers = maxAnswers;
  }

  @Override
  public String kind() {
    return "stackexchange";
  }

  @Override
  public String version() {
    return "stackexchange v1";
  }

  @Override
  public String reads() {
    return "Posts.xml of StackExchange's dumps, or the .7z that holds it";
  }

  @Override
  public List<ReaderOption> options() {
    return List.of(SITE, MIN_SCORE, MAX_ANSWERS);
  }

  @Override
  public DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    String host = SITE.in(options);
    if (!host.isEmpty() && !PostSite.isHost(host)) {
      throw Errors.badOption(SITE, host, "the name of a host");
    }
    return new StackExchangeReader(
        host, number(MIN_SCORE, options, -1_000_000), number(MAX_ANSWERS, options, 0));
  }

  private static int number(ReaderOption option, SortedMap<String, String> options, int least) {
    String value = option.in(options);
    if (!value.matches("-?[0-9]{1,7}") || Integer.parseInt(value) < least) {
      throw Errors.badOption(option, value, "a number from " + least + " on");
    }
    return Integer.parseInt(value);
  }

  @Override
  public boolean takes(Path found) {
    String name = String.valueOf(found.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(found)
        && (isPosts(name) || (name.endsWith(".7z") && !name.matches(".*-(?!posts)[a-z]+\\.7z")));
  }

  private static boolean isPosts(String name) {
    return name.toLowerCase(Locale.ROOT).matches("(.*[/-])?posts\\.xml(\\.(gz|bz2|xz|zst))?");
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    PackedFile.read(
        file,
        name,
        sink,
        bytes -> {
          if (!bytes.name().equals(name) && !isPosts(bytes.name())) {
            sink.skipped("other-table");
            return;
          }
          String host = site.isEmpty() ? PostSite.of(file, bytes.name()) : site;
          try (PostSorter sorter = new PostSorter()) {
            XmlRecords.read(bytes, "row", limits, sink, new PostRows(sink, sorter));
            new PostThreads(host, bytes.name(), minScore, maxAnswers, limits, sink)
                .read(sorter.sorted());
          }
        });
  }
}
