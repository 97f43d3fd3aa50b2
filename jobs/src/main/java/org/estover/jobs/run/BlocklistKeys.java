package org.estover.jobs.run;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.filter.BadWordListException;
import org.estover.crawl.filter.WordBlocklist;
import org.estover.crawl.filter.WordList;
import org.estover.crawl.language.LanguageId;

/**
 * Reads which lists of the user's drop documents. What the lists say is part of the plan, where
 * they lie is not; of a plan without any nothing joins its digest.
 */
final class BlocklistKeys {
  private final PlanSection section;
  private final Place place;

  /** Finds a file that a plan names on a line. */
  @FunctionalInterface
  interface Place {
    Path of(String written, int line) throws PlanException;
  }

  BlocklistKeys(PlanSection section, Place place) {
    this.section = section;
    this.place = place;
  }

  RunPlan.Blocklists read() throws IOException {
    List<RunPlan.Blocklist> urls = lists(PlanKeys.URL_BLOCKLISTS);
    List<RunPlan.Blocklist> words = urlWords(PlanKeys.URL_WORDS);
    List<RunPlan.Blocklist> soft = urlWords(PlanKeys.URL_SOFT_WORDS);
    int threshold = section.integer(PlanKeys.URL_SOFT_THRESHOLD);
    if (soft.isEmpty()) {
      refuse(PlanKeys.URL_SOFT_THRESHOLD, PlanKeys.URL_SOFT_WORDS, "FILE");
    } else {
      derive(PlanKeys.URL_SOFT_THRESHOLD, Integer.toString(threshold));
    }
    List<RunPlan.Blocklist> subwords = urlWords(PlanKeys.URL_SUBWORDS);
    SortedMap<String, RunPlan.Blocklist> texts = texts();
    BigDecimal keep = new BigDecimal(section.one(PlanKeys.WORD_KEEP));
    long seed = section.number(PlanKeys.WORD_SEED);
    if (texts.isEmpty()) {
      refuse(PlanKeys.WORD_KEEP, PlanKeys.WORD_BLOCKLISTS, "{any: FILE}");
    } else {
      derive(PlanKeys.WORD_KEEP, keep.stripTrailingZeros().toPlainString());
    }
    if (keep.signum() == 0) {
      refuse(PlanKeys.WORD_SEED, PlanKeys.WORD_KEEP, "0.01");
    } else {
      derive(PlanKeys.WORD_SEED, Long.toString(seed));
    }
    return new RunPlan.Blocklists(urls, words, soft, threshold, subwords, texts, keep, seed);
  }

  private void derive(PlanKey key, String value) {
    section.derive(key.name(), value, key.stage());
  }

  /** Refuses a key that is no default where another one that it is for is not written. */
  private void refuse(PlanKey key, PlanKey other, String value) throws PlanException {
    if (!section.one(key).equals(key.fallback())) {
      throw section.fail(section.lineOf(key), Errors.onlyWith(key, other, value));
    }
  }

  private List<RunPlan.Blocklist> urlWords(PlanKey key) throws IOException {
    List<RunPlan.Blocklist> lists = lists(key);
    for (RunPlan.Blocklist list : lists) {
      check(list, WordList.Kind.URL_WORD);
    }
    return lists;
  }

  private List<RunPlan.Blocklist> lists(PlanKey key) throws IOException {
    List<RunPlan.Blocklist> lists = new ArrayList<>();
    List<Integer> lines = section.linesOf(key);
    for (String written : section.many(key)) {
      lists.add(list(written, lines.get(lists.size())));
    }
    if (!lists.isEmpty()) {
      List<String> digests = lists.stream().map(RunPlan.Blocklist::sha256).sorted().toList();
      derive(key, String.join(" ", digests));
    }
    return lists;
  }

  private SortedMap<String, RunPlan.Blocklist> texts() throws IOException {
    SortedMap<String, RunPlan.Blocklist> lists = new TreeMap<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, String> named : section.named(PlanKeys.WORD_BLOCKLISTS).entrySet()) {
      String tag = named.getKey();
      int line = section.section(PlanKeys.WORD_BLOCKLISTS.name()).lineOf(tag);
      if (!tag.equals(WordBlocklist.ANY) && !LanguageId.v2().knows(tag)) {
        throw section.fail(line, Errors.noListLanguage(tag, LanguageId.v2().languages()));
      }
      RunPlan.Blocklist list = list(named.getValue(), line);
      check(list, WordList.Kind.PHRASE);
      lists.put(tag, list);
      digests.put(tag, list.sha256());
    }
    if (!lists.isEmpty()) {
      derive(PlanKeys.WORD_BLOCKLISTS, Json.MAPPER.valueToTree(digests).toString());
    }
    return lists;
  }

  private RunPlan.Blocklist list(String written, int line) throws IOException {
    Path list = place.of(written, line);
    if (!Files.isRegularFile(list)) {
      throw section.fail(line, Errors.noSuchFile(written, list));
    }
    return new RunPlan.Blocklist(list.toString(), Digest.ofFile(list));
  }

  /**
   * Reads a list of words, so that what is wrong with it is said before a run begins.
   *
   * @throws BadWordListException if something is
   */
  private static void check(RunPlan.Blocklist list, WordList.Kind kind) throws IOException {
    try (Reader text =
        new InputStreamReader(Files.newInputStream(Path.of(list.file())), StandardCharsets.UTF_8)) {
      WordList.read(text, list.file(), kind);
    }
  }
}
