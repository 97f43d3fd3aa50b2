package org.estover.crawl.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.estover.crawl.document.DocumentId;

/**
 * Words and phrases whose texts are not wanted: C4's rule, with lists of the user's.
 *
 * <p>A list is for the texts of one language, or for all. An entry is found as a whole word, of
 * capitals nothing matters, and any white space of the text is a space; in scripts whose words no
 * space parts it is found inside of other words, too. Of the texts that hold one a share may stay;
 * which ones follows from their ids and the seed.
 *
 * <p>One pass over a text, whatever the number of entries ({@link WordAutomaton}); the language is
 * asked for only where an entry of a language was found. Immutable and thread-safe.
 */
public final class WordBlocklist {
  /** The rule's name in verdicts. */
  public static final String NAME = "word-blocklist-v1";

  /** Why a text is dropped, in datatrove's word. */
  public static final String REASON = "document_removed_with_badwords";

  /** What stands for a language where a list is for all texts. */
  public static final String ANY = "any";

  private static final byte[] DOMAIN = "estover.words.v1".getBytes(StandardCharsets.US_ASCII);
  private static final Verdict DROP = new Verdict.Drop(NAME, REASON);

  private final List<String> languages;
  private final WordAutomaton automaton;
  private final boolean keepsAll;
  private final long keptBelow;
  private final long seed;

  /**
   * Makes the rule.
   *
   * @param lists by the BCP 47 tag of their language, or {@link #ANY}
   * @param kept the share of texts with such words that stay all the same, from 0 to 1
   * @param seed of which these are
   * @throws IllegalArgumentException for another share
   */
  public WordBlocklist(SortedMap<String, WordList> lists, BigDecimal kept, long seed) {
    if (kept.signum() < 0 || kept.compareTo(BigDecimal.ONE) > 0) {
      throw Errors.noShare(kept);
    }
    this.languages = List.copyOf(lists.keySet());
    this.automaton = new WordAutomaton(new ArrayList<>(lists.values()), true);
    BigInteger whole = BigInteger.ONE.shiftLeft(Long.SIZE);
    BigDecimal share = kept.multiply(new BigDecimal(whole));
    // A share of nearly nothing has more digits than arithmetic is for.
    BigInteger bound = share.compareTo(BigDecimal.ONE) < 0 ? BigInteger.ZERO : share.toBigInteger();
    this.keepsAll = bound.equals(whole);
    this.keptBelow = bound.longValue();
    this.seed = seed;
  }

  /**
   * Judges a text.
   *
   * @param language tells whether a tag names the language of the text
   */
  public Verdict judge(String text, DocumentId id, Supplier<Predicate<String>> language) {
    return !languages.isEmpty() && holds(text, language) && !keeps(id) ? DROP : Verdict.KEEP;
  }

  private boolean holds(String text, Supplier<Predicate<String>> language) {
    Search search = new Search(language);
    automaton.find(text, search);
    return search.isFound;
  }

  /** Whether a text of this id stays, whatever words it holds. */
  boolean keeps(DocumentId id) {
    if (keepsAll || keptBelow == 0) {
      return keepsAll;
    }
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    digest.update(DOMAIN);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    byte[] hash = digest.digest(id.toString().getBytes(StandardCharsets.US_ASCII));
    return Long.compareUnsigned(ByteBuffer.wrap(hash).getLong(), keptBelow) < 0;
  }

  /** Looks for an entry that counts in the language of one text. */
  private final class Search implements WordAutomaton.Found {
    private final Supplier<Predicate<String>> language;
    private boolean[] counts = {};
    private boolean isFound;

    Search(Supplier<Predicate<String>> language) {
      this.language = language;
    }

    @Override
    public boolean goesOn(int list) {
      if (languages.get(list).equals(ANY)) {
        isFound = true;
        return false;
      }
      if (counts.length == 0) {
        counts = new boolean[languages.size()];
        Predicate<String> isIn = language.get();
        for (int each = 0; each < counts.length; each++) {
          counts[each] = isIn.test(languages.get(each));
        }
      }
      isFound = counts[list];
      return !isFound;
    }
  }
}
