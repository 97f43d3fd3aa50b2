package org.estover.crawl.filter;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Words in URLs whose documents are not wanted, as in datatrove's {@code URLFilter}, with its
 * reasons: one banned word, several different soft ones, or a banned part of the URL's letters and
 * digits, whatever stands between them.
 *
 * <p>A word of a URL is a run of letters and digits anywhere in it: in scheme, host, path or query.
 * Of capitals nothing matters, and escapes ({@code %C3%A9}) are read as what they stand for;
 * datatrove's words of URLs keep both.
 *
 * <p>A word takes some 100 bytes, a character of a part as in {@link WordAutomaton}. Immutable and
 * thread-safe.
 */
public final class UrlWords {
  /** The rule's name in verdicts. */
  public static final String NAME = "url-words-v1";

  private final Set<String> banned = new HashSet<>();
  private final Set<String> soft = new HashSet<>();
  private final int softMost;
  private final boolean hasParts;
  private final WordAutomaton parts;

  /**
   * Makes the rule.
   *
   * @param banned one of these words is enough
   * @param soft so many different ones of these as {@code softThreshold}
   * @param softThreshold 1 or more; datatrove's is 2
   * @param parts what may stand nowhere in the URL's letters and digits
   * @throws IllegalArgumentException for another threshold
   */
  public UrlWords(
      List<WordList> banned, List<WordList> soft, int softThreshold, List<WordList> parts) {
    if (softThreshold < 1) {
      throw Errors.noThreshold(softThreshold);
    }
    banned.forEach(list -> this.banned.addAll(list.entries()));
    soft.forEach(list -> this.soft.addAll(list.entries()));
    this.softMost = softThreshold - 1;
    this.hasParts = !parts.isEmpty();
    this.parts = new WordAutomaton(parts, false);
  }

  /** Why a URL is not wanted, in datatrove's words; what is no URL has no words. */
  public Optional<String> reason(String url) {
    if (url.indexOf("://") < 0 || (banned.isEmpty() && soft.isEmpty() && !hasParts)) {
      return Optional.empty();
    }
    Words words = new Words();
    unescaped(url).codePoints().forEach(words::add);
    words.endWord();
    if (words.isBanned) {
      return Optional.of("hard_blacklisted");
    }
    if (words.softFound.size() > softMost) {
      return Optional.of("soft_blacklisted");
    }
    return hasParts && holdsPart(words.squeezed.toString())
        ? Optional.of("blacklisted_subword")
        : Optional.empty();
  }

  private boolean holdsPart(String squeezed) {
    boolean[] found = new boolean[1];
    parts.find(
        squeezed,
        list -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  private static String unescaped(String url) {
    if (url.indexOf('%') < 0) {
      return url;
    }
    // A plus stands for itself outside of queries, and parts words like a space in them; a lone
    // percent sign is no escape.
    String plain = url.replace('+', ' ').replaceAll("%(?![0-9A-Fa-f]{2})", " ");
    return URLDecoder.decode(plain, StandardCharsets.UTF_8);
  }

  /** The words of one URL. */
  private final class Words {
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder squeezed = new StringBuilder();
    private final Set<String> softFound = new HashSet<>();
    private boolean isBanned;

    void add(int codePoint) {
      if ((WordEdges.classes(codePoint) & WordEdges.ALPHANUMERIC) == 0) {
        endWord();
        return;
      }
      word.appendCodePoint(WordEdges.folded(codePoint));
    }

    void endWord() {
      String ended = word.toString();
      word.setLength(0);
      squeezed.append(ended);
      isBanned |= banned.contains(ended);
      if (soft.contains(ended)) {
        softFound.add(ended);
      }
    }
  }
}
