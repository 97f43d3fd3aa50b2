package org.estover.crawl.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.estover.crawl.document.DocumentId;

/**
 * All that the user's lists drop: domains and URLs, then words in URLs, then words in texts.
 *
 * @param urls domains and URLs
 * @param urlWords words in URLs
 * @param words words and phrases in texts
 */
public record Blocklists(List<UrlBlocklist> urls, UrlWords urlWords, WordBlocklist words) {
  /** datatrove's number of different soft words from which on a URL is not wanted. */
  public static final int SOFT_THRESHOLD = 2;

  /** No list at all. */
  public static final Blocklists NONE =
      new Blocklists(
          List.of(),
          new UrlWords(List.of(), List.of(), SOFT_THRESHOLD, List.of()),
          new WordBlocklist(new TreeMap<>(), BigDecimal.ZERO, 0));

  public Blocklists {
    urls = List.copyOf(urls);
  }

  /** Judges a document by where it was found. */
  public Verdict judgeUrl(String url) {
    for (UrlBlocklist list : urls) {
      Optional<String> reason = list.reason(url);
      if (reason.isPresent()) {
        return new Verdict.Drop(UrlBlocklist.NAME, reason.get());
      }
    }
    return urlWords
        .reason(url)
        .<Verdict>map(reason -> new Verdict.Drop(UrlWords.NAME, reason))
        .orElse(Verdict.KEEP);
  }

  /**
   * Judges a document by its words.
   *
   * @param language tells whether a tag names the language of the text
   */
  public Verdict judgeText(String text, DocumentId id, Supplier<Predicate<String>> language) {
    return words.judge(text, id, language);
  }
}
