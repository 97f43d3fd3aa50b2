package org.estover.tokenize.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Learns a byte-level BPE tokenizer from the pieces of a corpus (Sennrich et al. 2016).
 *
 * <p>Starting from the 256 bytes, the pair of neighbours that occurs most often in all pieces
 * becomes a token, again and again; of pairs that occur equally often the smallest by the bytes of
 * its left, then of its right token. So the result depends on the counts alone. Each pair knows its
 * count and the pieces it was seen in, and a heap gives the next one; a stale entry is put back
 * with its true count when it is met. Cost: about the sum, over all merges, of the pieces they
 * touch. Memory: some ten times the distinct pieces.
 */
public final class BpeTrainer {
  /** A pair that occurs less often teaches nothing. */
  private static final long LEAST_COUNT = 2;

  private static final int BYTES = 256;

  private final int[][] pieces;
  private final long[] counts;
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.BEST_FIRST);
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<int[]> merges = new ArrayList<>();
  private final Set<Long> mergedPairs = new HashSet<>();

  /** Two tokens side by side: how often, and in which pieces, some of which may have lost it. */
  private static final class Pair {
    private long count;
    private int[] where = new int[2];
    private int size;

    void seenIn(int piece) {
      if (size > 0 && where[size - 1] == piece) {
        return;
      }
      if (size == where.length) {
        where = Arrays.copyOf(where, size * 2);
      }
      where[size++] = piece;
    }
  }

  /** A pair as the heap has it; tokens are spelled with a char for each byte, which sort alike. */
  private record Candidate(long count, int left, int right, String leftBytes, String rightBytes) {
    private static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparing(Candidate::leftBytes)
            .thenComparing(Candidate::rightBytes);
  }

  private BpeTrainer(PieceCounts counted) {
    SortedMap<String, Long> sorted = counted.sorted();
    pieces = new int[sorted.size()][];
    counts = new long[sorted.size()];
    int at = 0;
    for (Map.Entry<String, Long> entry : sorted.entrySet()) {
      pieces[at] = entry.getKey().chars().toArray();
      counts[at++] = entry.getValue();
    }
    for (int b = 0; b < BYTES; b++) {
      addToken(String.valueOf((char) b));
    }
  }

  /** The names of the patterns that {@link #counts} takes. */
  public static List<String> patterns() {
    return Arrays.stream(PiecePattern.values()).map(BpeTrainer::name).toList();
  }

  /**
   * Counts for one worker.
   *
   * @param pattern one of {@link #patterns}
   * @param nfc whether text is normalized before it is cut
   */
  public static PieceCounts counts(String pattern, boolean nfc) {
    for (PiecePattern known : PiecePattern.values()) {
      if (name(known).equals(pattern)) {
        return new PieceCounts(known, nfc ? Normalization.NFC_9 : Normalization.NONE);
      }
    }
    throw new IllegalArgumentException("pattern " + pattern + " is none of " + patterns());
  }

  /**
   * Learns a tokenizer.
   *
   * @param name what {@link Tokenizer#name} says
   * @param counted the pieces of all texts
   * @param vocabularySize the ids wanted, bytes and specials among them; there are fewer if no pair
   *     occurs twice any more
   * @param specials the special tokens, one of them an end of text; they come last
   * @throws UnsupportedTokenizerException if no special token is an end of text, or one is empty,
   *     given twice or spelled like a token that was learned
   */
  public static Tokenizer train(
      String name, PieceCounts counted, int vocabularySize, List<String> specials)
      throws UnsupportedTokenizerException {
    int least = BYTES + specials.size();
    if (vocabularySize < least || vocabularySize > 1 << 24) {
      throw new IllegalArgumentException(
          "a vocabulary of " + vocabularySize + " ids, not of " + least + " to " + (1 << 24));
    }
    BpeTrainer trainer = new BpeTrainer(counted);
    trainer.learn(vocabularySize - specials.size());
    Vocabulary.Rules rules =
        new Vocabulary.Rules(counted.pattern(), counted.normalization(), false);
    return Tokenizer.of(trainer.vocabulary(name, rules, specials));
  }

  private static String name(PiecePattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void learn(int size) {
    for (int piece = 0; piece < pieces.length; piece++) {
      count(piece, 1);
      for (int at = 0; at + 1 < pieces[piece].length; at++) {
        pair(key(pieces[piece][at], pieces[piece][at + 1])).seenIn(piece);
      }
    }
    pairs.forEach(this::offer);
    while (tokens.size() < size && !queue.isEmpty()) {
      Candidate best = queue.poll();
      long key = key(best.left(), best.right());
      Pair pair = pairs.get(key);
      if (pair == null || pair.count < LEAST_COUNT) {
        continue;
      }
      if (pair.count != best.count()) {
        offer(key, pair);
        continue;
      }
      merge(best, pair);
    }
  }

  private void merge(Candidate best, Pair pair) {
    int id = token(best);
    // A merged pair comes back where another merge makes one of its tokens again.
    if (mergedPairs.add(key(best.left(), best.right()))) {
      merges.add(new int[] {best.left(), best.right(), id});
    }
    Set<Long> grown = new TreeSet<>();
    for (int i = 0; i < pair.size; i++) {
      int piece = pair.where[i];
      int[] merged = merged(pieces[piece], best.left(), best.right(), id);
      if (merged.length < pieces[piece].length) {
        count(piece, -1);
        pieces[piece] = merged;
        count(piece, 1);
        for (int at = 0; at + 1 < merged.length; at++) {
          if (merged[at] == id || merged[at + 1] == id) {
            long key = key(merged[at], merged[at + 1]);
            pair(key).seenIn(piece);
            grown.add(key);
          }
        }
      }
    }
    pairs.remove(key(best.left(), best.right()));
    for (long key : grown) {
      offer(key, pair(key));
    }
  }

  /** The token of what a pair spells, which may be there from another pair. */
  private int token(Candidate pair) {
    String bytes = pair.leftBytes() + pair.rightBytes();
    Integer known = ids.get(bytes);
    return known == null ? addToken(bytes) : known;
  }

  /** Adds the pairs of a piece to their counts, or takes them from these. */
  private void count(int piece, int sign) {
    int[] tokensOfPiece = pieces[piece];
    for (int at = 0; at + 1 < tokensOfPiece.length; at++) {
      pair(key(tokensOfPiece[at], tokensOfPiece[at + 1])).count += sign * counts[piece];
    }
  }

  private Pair pair(long key) {
    return pairs.computeIfAbsent(key, k -> new Pair());
  }

  private void offer(long key, Pair pair) {
    if (pair.count >= LEAST_COUNT) {
      int left = (int) (key >>> Integer.SIZE);
      int right = (int) key;
      queue.add(new Candidate(pair.count, left, right, tokens.get(left), tokens.get(right)));
    }
  }

  private static int[] merged(int[] piece, int left, int right, int id) {
    int[] merged = new int[piece.length];
    int size = 0;
    for (int i = 0; i < piece.length; i++) {
      if (i + 1 < piece.length && piece[i] == left && piece[i + 1] == right) {
        merged[size++] = id;
        i++;
      } else {
        merged[size++] = piece[i];
      }
    }
    return size == piece.length ? piece : Arrays.copyOf(merged, size);
  }

  private int addToken(String bytes) {
    ids.put(bytes, tokens.size());
    tokens.add(bytes);
    return tokens.size() - 1;
  }

  private Vocabulary vocabulary(String name, Vocabulary.Rules rules, List<String> specials)
      throws UnsupportedTokenizerException {
    MergeRanks ranks = new MergeRanks(merges.size());
    for (int[] merge : merges) {
      if (!ranks.add(merge[0], merge[1], merge[2])) {
        throw new AssertionError("a pair is merged once");
      }
    }
    byte[] @Nullable [] bytesOf = new byte[tokens.size()][];
    for (int id = 0; id < bytesOf.length; id++) {
      bytesOf[id] = tokens.get(id).getBytes(StandardCharsets.ISO_8859_1);
    }
    List<AddedToken> added = new ArrayList<>();
    for (String special : specials) {
      requireOwn(name, special, specials);
      added.add(new AddedToken(tokens.size() + added.size(), special, true, false));
    }
    return new Vocabulary(name, bytesOf, new PieceTable(bytesOf, false), ranks, rules, added);
  }

  /** The native library gives a token that stands in the vocabulary the id that it has there. */
  private void requireOwn(String name, String special, List<String> specials)
      throws UnsupportedTokenizerException {
    byte[] utf8 = special.getBytes(StandardCharsets.UTF_8);
    if (utf8.length == 0 || utf8.length > TokenizerJson.LONGEST_ADDED) {
      throw Errors.special(
          name,
          special,
          "it has " + utf8.length + " bytes, not 1 to " + TokenizerJson.LONGEST_ADDED);
    }
    if (specials.indexOf(special) != specials.lastIndexOf(special)) {
      throw Errors.special(name, special, "it is given twice");
    }
    byte[] spelled = ByteAlphabet.bytes(special);
    if (spelled.length > 0 && ids.containsKey(new String(spelled, StandardCharsets.ISO_8859_1))) {
      throw Errors.special(name, special, "a token of the vocabulary is spelled like it");
    }
  }

  private static long key(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }
}
