package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.filter.Blocklists;
import org.estover.crawl.filter.UrlBlocklist;
import org.estover.crawl.filter.UrlWords;
import org.estover.crawl.filter.WordBlocklist;
import org.estover.crawl.filter.WordList;
import org.estover.jobs.run.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * The blocklists that this process last worked with: tasks come by the thousand, and a list of five
 * million domains takes seconds to read.
 */
final class LoadedBlocklists {
  private static RunPlan.@Nullable Blocklists lastNamed;
  private static Blocklists last = Blocklists.NONE;

  private LoadedBlocklists() {}

  /** Reads one list. */
  private interface Reading<T> {
    T of(Reader text) throws IOException;
  }

  /**
   * The lists that a plan names.
   *
   * @throws IOException if a file cannot be read, or is another one than when the plan was read
   */
  static Blocklists of(RunPlan.Blocklists named) throws IOException {
    synchronized (LoadedBlocklists.class) {
      if (!named.equals(lastNamed)) {
        last = load(named);
        lastNamed = named;
      }
      return last;
    }
  }

  private static Blocklists load(RunPlan.Blocklists named) throws IOException {
    List<UrlBlocklist> urls = new ArrayList<>();
    for (RunPlan.Blocklist each : named.urls()) {
      urls.add(load(each, UrlBlocklist::read));
    }
    SortedMap<String, WordList> words = new TreeMap<>();
    for (Map.Entry<String, RunPlan.Blocklist> each : named.words().entrySet()) {
      words.put(each.getKey(), words(each.getValue(), WordList.Kind.PHRASE));
    }
    return new Blocklists(
        urls,
        new UrlWords(
            urlWords(named.urlWords()),
            urlWords(named.urlSoftWords()),
            named.urlSoftThreshold(),
            urlWords(named.urlSubwords())),
        new WordBlocklist(words, named.wordKeep(), named.wordSeed()));
  }

  private static List<WordList> urlWords(List<RunPlan.Blocklist> named) throws IOException {
    List<WordList> lists = new ArrayList<>();
    for (RunPlan.Blocklist each : named) {
      lists.add(words(each, WordList.Kind.URL_WORD));
    }
    return lists;
  }

  private static WordList words(RunPlan.Blocklist named, WordList.Kind kind) throws IOException {
    return load(named, text -> WordList.read(text, named.file(), kind));
  }

  private static <T> T load(RunPlan.Blocklist named, Reading<T> reading) throws IOException {
    MessageDigest digest = Sha256.start();
    try (InputStream in = Files.newInputStream(Path.of(named.file()));
        Reader text =
            new InputStreamReader(new DigestInputStream(in, digest), StandardCharsets.UTF_8)) {
      T list = reading.of(text);
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(named.sha256())) {
        throw Errors.blocklistChanged(named.file(), named.sha256(), found);
      }
      return list;
    }
  }
}
