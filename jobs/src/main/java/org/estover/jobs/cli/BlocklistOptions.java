package org.estover.jobs.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.filter.Blocklists;
import org.estover.crawl.filter.UrlBlocklist;
import org.estover.crawl.filter.UrlWords;
import org.estover.crawl.filter.WordBlocklist;
import org.estover.crawl.filter.WordList;
import org.estover.crawl.language.LanguageId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name lists of what is dropped. */
final class BlocklistOptions {
  @Option(
      names = "--blocklist",
      paramLabel = "FILE",
      description =
          "Drop documents of domains and URLs that a file names, one a line; may be given again."
              + " What stands below a domain is dropped, too.")
  private List<Path> urls = List.of();

  @Option(
      names = "--url-words",
      paramLabel = "FILE",
      description = "Drop documents whose URL has one of these words, one a line.")
  private List<Path> urlWords = List.of();

  @Option(
      names = "--url-soft-words",
      paramLabel = "FILE",
      description = "Drop documents whose URL has several different ones of these words.")
  private List<Path> urlSoftWords = List.of();

  @Option(
      names = "--url-soft-threshold",
      paramLabel = "N",
      description =
          "How many different ones are several (default: " + Blocklists.SOFT_THRESHOLD + ").")
  private @Nullable Integer urlSoftThreshold;

  @Option(
      names = "--url-subwords",
      paramLabel = "FILE",
      description =
          "Drop documents whose URL has one of these parts anywhere in its letters and digits.")
  private List<Path> urlSubwords = List.of();

  @Option(
      names = "--words",
      paramLabel = "[LANGUAGE=]FILE",
      description =
          "Drop documents whose text has one of these words or phrases, one a line; of a language"
              + " only texts in it. Repeat for more.")
  private List<String> words = List.of();

  @Option(
      names = "--words-keep",
      paramLabel = "SHARE",
      description =
          "Share of the documents with such a word that stays all the same, by their ids (default:"
              + " 0).")
  private @Nullable BigDecimal wordsKeep;

  @Option(
      names = "--words-seed",
      paramLabel = "N",
      description = "Seed of which documents these are (default: 0).")
  private @Nullable Long wordsSeed;

  private final List<Map<String, Object>> report = new ArrayList<>();
  private final StringBuilder table = new StringBuilder();

  /**
   * Reads the lists that are named.
   *
   * @throws UsageException if an option is for another one that is not given
   */
  Blocklists read(Surroundings around) throws IOException {
    if (urlSoftThreshold != null && urlSoftWords.isEmpty()) {
      throw Errors.onlyWith("--url-soft-threshold", "--url-soft-words");
    }
    if (wordsKeep != null && words.isEmpty()) {
      throw Errors.onlyWith("--words-keep", "--words");
    }
    if (wordsSeed != null && wordsKeep == null) {
      throw Errors.onlyWith("--words-seed", "--words-keep");
    }
    List<UrlBlocklist> domains = new ArrayList<>();
    for (Path named : urls) {
      Path file = Arguments.file(around, named);
      // Lists of others hold whatever bytes; a line that is no UTF-8 is no entry.
      try (Reader text = text(file)) {
        UrlBlocklist list = UrlBlocklist.read(text);
        told(around.shown(file), "domains and URLs", list.size(), list.skipped());
        domains.add(list);
      }
    }
    List<WordList> banned = urlWords(around, urlWords);
    List<WordList> soft = urlWords(around, urlSoftWords);
    int threshold = urlSoftThreshold == null ? Blocklists.SOFT_THRESHOLD : urlSoftThreshold;
    List<WordList> subwords = urlWords(around, urlSubwords);
    SortedMap<String, WordList> texts = texts(around);
    BigDecimal keep = wordsKeep == null ? BigDecimal.ZERO : wordsKeep;
    long seed = wordsSeed == null ? 0 : wordsSeed;
    return Arguments.checked(
        () ->
            new Blocklists(
                domains,
                new UrlWords(banned, soft, threshold, subwords),
                new WordBlocklist(texts, keep, seed)));
  }

  /** What was read of each list, for {@code --json}. */
  List<Map<String, Object>> report() {
    return report;
  }

  /** What was read of each list, a line each. */
  String table() {
    return table.toString();
  }

  private SortedMap<String, WordList> texts(Surroundings around) throws IOException {
    SortedMap<String, WordList> lists = new TreeMap<>();
    for (String written : words) {
      int equals = written.indexOf('=');
      String before = written.substring(0, Math.max(0, equals));
      String behind = written.substring(equals + 1);
      boolean isNamed = before.equals(WordBlocklist.ANY) || LanguageId.v2().knows(before);
      if (!isNamed && equals > 0 && !exists(around, written) && exists(around, behind)) {
        throw Errors.noListLanguage(before, LanguageId.v2().languages());
      }
      String language = isNamed ? before : WordBlocklist.ANY;
      Path file = Path.of(isNamed ? behind : written);
      WordList list = words(around, file, WordList.Kind.PHRASE);
      if (lists.put(language, list) != null) {
        throw Errors.listTwice(language);
      }
    }
    return lists;
  }

  private static boolean exists(Surroundings around, String file) {
    return Files.exists(around.path(Path.of(file)));
  }

  private List<WordList> urlWords(Surroundings around, List<Path> named) throws IOException {
    List<WordList> lists = new ArrayList<>();
    for (Path file : named) {
      lists.add(words(around, file, WordList.Kind.URL_WORD));
    }
    return lists;
  }

  private WordList words(Surroundings around, Path named, WordList.Kind kind) throws IOException {
    Path file = Arguments.file(around, named);
    try (Reader text = text(file)) {
      WordList list = WordList.read(text, around.shown(file), kind);
      told(around.shown(file), "words", list.entries().size(), 0);
      return list;
    }
  }

  private static Reader text(Path file) throws IOException {
    return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
  }

  private void told(String file, String what, long entries, long skipped) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("file", file);
    list.put("entries", entries);
    list.put("skippedLines", skipped);
    report.add(list);
    table.append(String.format(Locale.ROOT, "list %s: %,d %s", file, entries, what));
    table.append(
        skipped == 0
            ? "\n"
            : String.format(Locale.ROOT, "; %,d lines that are neither%n", skipped));
  }
}
