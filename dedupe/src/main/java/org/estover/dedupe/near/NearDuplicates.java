package org.estover.dedupe.near;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.IntFunction;

/**
 * Near-duplicates of one JVM's documents: signatures, candidates, exact verification, clusters.
 *
 * <p>First all documents are {@linkplain #add added}, in any order; {@link #find} then asks again
 * for the texts of those that came to verification. The result is a function of the set of (key,
 * text): candidates follow {@link CandidateWindow} in survivor's order, and of texts with equal
 * signatures only the smallest goes into bands. Documents of the base release stay, whatever they
 * resemble.
 *
 * <p>Memory: {@value #DOCUMENT_BYTES} bytes and 8 for each band a document (the text not included),
 * up to 24 more in {@link #find}, and a cache of {@value #CACHE_BYTES} bytes, or the shingles of
 * two documents where these are more. Not thread-safe.
 */
public final class NearDuplicates {
  /** What is kept of a document beside its band keys. */
  public static final int DOCUMENT_BYTES = 48;

  /** Stands for the signature of a text without shingles. */
  public static final long NONE = 0;

  /** Bytes of shingles that are kept during verification. */
  static final long CACHE_BYTES = 64L << 20;

  private final NearConfig config;
  private final MinHash minHash;
  private final boolean verified;
  private int size;
  private SurvivorKey[] keys = new SurvivorKey[1 << 10];
  private long[] wholes = new long[1 << 10];
  private final long[][] bands;

  /** Finds near-duplicates by the signatures of {@link MinHash.V2}. */
  public NearDuplicates(NearConfig config) {
    this(config, new MinHash.V2(config));
  }

  /** Finds near-duplicates by signatures of {@code config.signatureSize()} places. */
  public NearDuplicates(NearConfig config, MinHash minHash) {
    this(config, minHash, true);
  }

  /**
   * Finds near-duplicates by signatures of {@code config.signatureSize()} places.
   *
   * @param verified whether candidates must reach the threshold; if not, all that share a band (by
   *     its 64-bit key) are in one cluster
   */
  public NearDuplicates(NearConfig config, MinHash minHash, boolean verified) {
    this.config = config;
    this.minHash = minHash;
    this.verified = verified;
    bands = new long[config.bands()][1 << 10];
  }

  /**
   * Adds a document.
   *
   * @return its number: 0, 1, 2...
   */
  public int add(SurvivorKey key, CharSequence text) {
    return add(key, minHash.signature(text));
  }

  /** Adds a document by its signature; an empty one resembles nothing. */
  public int add(SurvivorKey key, long[] signature) {
    return signature.length == 0
        ? add(key, NONE, new long[bands.length])
        : add(key, nonZero(Bands.whole(signature)), Bands.keys(signature, config));
  }

  /**
   * Adds a document by the keys of its signature.
   *
   * @param whole {@link Bands#whole}, or {@link #NONE} for a text that resembles nothing
   * @param bandKeys {@link Bands#keys}
   */
  public int add(SurvivorKey key, long whole, long[] bandKeys) {
    if (size == keys.length) {
      grow();
    }
    keys[size] = key;
    wholes[size] = whole;
    for (int band = 0; band < bands.length; band++) {
      bands[band][size] = bandKeys[band];
    }
    return size++;
  }

  private static long nonZero(long key) {
    return key == NONE ? 1 : key;
  }

  private void grow() {
    int more = Math.addExact(size, size / 2);
    keys = Arrays.copyOf(keys, more);
    wholes = Arrays.copyOf(wholes, more);
    for (int band = 0; band < bands.length; band++) {
      bands[band] = Arrays.copyOf(bands[band], more);
    }
  }

  /**
   * Finds the clusters of all added documents.
   *
   * @param texts the text of a document by its number, the same as it was added with
   */
  public NearClusters find(IntFunction<? extends CharSequence> texts) {
    int[] order = order();
    Search search = new Search(order, texts);
    int[] members = new int[size];
    int count = 0;
    for (int rank = 0; rank < size; rank++) {
      if (wholes[order[rank]] != NONE) {
        members[count++] = rank;
      }
    }
    members = search.equalSignatures(Arrays.copyOf(members, count));
    for (long[] band : bands) {
      search.band(members, band);
    }
    return search.clusters();
  }

  /** The numbers of the documents in survivor's order; of equal keys, the one added first. */
  private int[] order() {
    Integer[] numbers = new Integer[size];
    Arrays.setAll(numbers, i -> i);
    Arrays.sort(numbers, (a, b) -> keys[a].compareTo(keys[b]));
    return Arrays.stream(numbers).mapToInt(Integer::intValue).toArray();
  }

  /** One walk through all bands; documents are spoken of by their rank. */
  private final class Search {
    private final int[] order;
    private final Sets sets;
    private final ClusterForest forest;
    private final RefusedPairs refused;

    Search(int[] order, IntFunction<? extends CharSequence> texts) {
      this.order = order;
      sets = new Sets(rank -> minHash.shingles(texts.apply(order[rank])));
      forest = new ClusterForest(order.length);
      refused = new RefusedPairs(2L * order.length);
    }

    /** Compares texts of equal signatures with the smallest of them; returns these smallest. */
    int[] equalSignatures(int[] ranks) {
      int[] sorted = sortedBy(ranks, wholes);
      int[] smallest = new int[sorted.length];
      int count = 0;
      for (int i = 0; i < sorted.length; i++) {
        int first = count == 0 ? -1 : smallest[count - 1];
        if (first >= 0 && wholes[order[first]] == wholes[order[sorted[i]]]) {
          compare(first, sorted[i]);
        } else {
          smallest[count++] = sorted[i];
        }
      }
      int[] ascending = Arrays.copyOf(smallest, count);
      Arrays.sort(ascending);
      return ascending;
    }

    void band(int[] ranks, long[] band) {
      int[] sorted = sortedBy(ranks, band);
      int first = 0;
      for (int i = 1; i < sorted.length; i++) {
        if (band[order[sorted[i]]] != band[order[sorted[first]]]) {
          first = i;
          continue;
        }
        compare(sorted[first], sorted[i]);
        for (int j = Math.max(first + 1, i - CandidateWindow.SIZE); j < i && verified; j++) {
          compare(sorted[j], sorted[i]);
        }
      }
    }

    /** Verifying what is in one cluster already could not change any cluster. */
    private void compare(int smaller, int greater) {
      if (forest.root(smaller) == forest.root(greater) || refused.holds(smaller, greater)) {
        return;
      }
      if (!verified) {
        forest.join(smaller, greater);
        return;
      }
      double similarity = Jaccard.atLeast(sets.of(smaller), sets.of(greater), config.threshold());
      if (similarity >= config.threshold()) {
        forest.join(smaller, greater);
      } else {
        refused.add(smaller, greater);
      }
    }

    NearClusters clusters() {
      int[] survivors = new int[order.length];
      double[] similarities = new double[order.length];
      int[] roots = new int[order.length];
      for (int rank = 0; rank < order.length; rank++) {
        roots[rank] = forest.root(rank);
      }
      // By root, so that each survivor's shingles are cut once.
      int[] byRoot = NearDuplicates.sortedBy(ascending(order.length), rank -> roots[rank]);
      for (int rank : byRoot) {
        int root = roots[rank];
        boolean stays = rank == root || keys[order[rank]].isBase();
        survivors[order[rank]] = order[stays ? rank : root];
        similarities[order[rank]] = stays ? 1 : Jaccard.exact(sets.of(root), sets.of(rank));
      }
      return new NearClusters(survivors, similarities);
    }

    private int[] sortedBy(int[] ranks, long[] values) {
      return NearDuplicates.sortedBy(ranks, rank -> values[order[rank]]);
    }
  }

  private static int[] ascending(int length) {
    int[] numbers = new int[length];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** A value for each rank. */
  private interface Values {
    long of(int rank);
  }

  /**
   * Sorts ascending ranks by a value, ranks of equal values ascending: as one sort of primitives in
   * which the rank stands in the low bits of the value, then of the few whose upper bits agree.
   */
  private static int[] sortedBy(int[] ranks, Values values) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(ranks.length);
    long low = (1L << bits) - 1;
    long[] packed = new long[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      packed[i] = (values.of(ranks[i]) << bits) | i;
    }
    Arrays.sort(packed);
    int[] sorted = new int[ranks.length];
    int start = 0;
    for (int i = 0; i < packed.length; i++) {
      sorted[i] = ranks[(int) (packed[i] & low)];
      if ((packed[i] & ~low) != (packed[start] & ~low)) {
        start = i;
      }
      long value = values.of(sorted[i]);
      for (int at = i; at > start && values.of(sorted[at - 1]) > value; at--) {
        int greater = sorted[at - 1];
        sorted[at - 1] = sorted[at];
        sorted[at] = greater;
      }
    }
    return sorted;
  }

  /** Cuts a document's set of shingles. */
  private interface SetOf {
    long[] of(int rank);
  }

  /** The sets of shingles asked for last. */
  private static final class Sets {
    private final SetOf cut;
    private final LinkedHashMap<Integer, long[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Sets(SetOf cut) {
      this.cut = cut;
    }

    long[] of(int rank) {
      long[] known = kept.get(rank);
      if (known == null) {
        known = cut.of(rank);
        kept.put(rank, known);
        bytes += cost(known);
        var oldest = kept.entrySet().iterator();
        while (bytes > CACHE_BYTES && kept.size() > 2) {
          bytes -= cost(oldest.next().getValue());
          oldest.remove();
        }
      }
      return known;
    }

    private static long cost(long[] set) {
      return 64 + (long) Long.BYTES * set.length;
    }
  }

  /**
   * Pairs that verification has refused, so that other bands need not ask again. It forgets all
   * where it would grow above its limit, which costs time only.
   */
  private static final class RefusedPairs {
    private static final long EMPTY = -1;

    private final int limit;
    private long[] table = new long[1 << 8];
    private int count;

    RefusedPairs(long limit) {
      this.limit = (int) Math.min(Math.max(limit, 1 << 12), 1 << 26);
      Arrays.fill(table, EMPTY);
    }

    boolean holds(int smaller, int greater) {
      return table[slot(pair(smaller, greater))] != EMPTY;
    }

    void add(int smaller, int greater) {
      if (count == limit) {
        Arrays.fill(table, EMPTY);
        count = 0;
      } else if (2 * count == table.length) {
        rehash();
      }
      table[slot(pair(smaller, greater))] = pair(smaller, greater);
      count++;
    }

    private void rehash() {
      long[] old = table;
      table = new long[2 * old.length];
      Arrays.fill(table, EMPTY);
      for (long pair : old) {
        if (pair != EMPTY) {
          table[slot(pair)] = pair;
        }
      }
    }

    private int slot(long pair) {
      int at = (int) Shingles.mix(pair) & (table.length - 1);
      while (table[at] != EMPTY && table[at] != pair) {
        at = (at + 1) & (table.length - 1);
      }
      return at;
    }

    private static long pair(int smaller, int greater) {
      return ((long) smaller << 32) | greater;
    }
  }
}
