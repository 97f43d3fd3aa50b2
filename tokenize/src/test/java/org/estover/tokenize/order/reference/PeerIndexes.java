package org.estover.tokenize.order.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The peers' index builders, transcribed literally: lists, one number at a time, no shortcuts. */
public final class PeerIndexes {
  private PeerIndexes() {}

  /** doc_idx, sample_idx (places and offsets in turn) and shuffle_idx. */
  public record Arrays(List<Integer> documents, List<Integer> rows, List<Integer> shuffle) {}

  /** numpy's RandomState, from the published generator. */
  private static final class Twister {
    private final long[] words = new long[624];
    private int index = 624;

    Twister(long seed) {
      words[0] = seed;
      for (int i = 1; i < 624; i++) {
        long x = words[i - 1] ^ (words[i - 1] >> 30);
        words[i] = (1812433253L * x + i) & 0xffffffffL;
      }
    }

    long next() {
      if (index == 624) {
        for (int k = 0; k < 624; k++) {
          long y = (words[k] & 0x80000000L) | (words[(k + 1) % 624] & 0x7fffffffL);
          words[k] = words[(k + 397) % 624] ^ (y >> 1) ^ (y % 2 == 0 ? 0 : 0x9908b0dfL);
        }
        index = 0;
      }
      long y = words[index++];
      y ^= y >> 11;
      y ^= (y << 7) & 0x9d2c5680L;
      y ^= (y << 15) & 0xefc60000L;
      return y ^ (y >> 18);
    }

    int interval(int most) {
      if (most == 0) {
        return 0;
      }
      long mask = 1;
      while (mask < most) {
        mask = 2 * mask + 1;
      }
      long value = next() & mask;
      while (value > most) {
        value = next() & mask;
      }
      return (int) value;
    }

    void shuffle(List<Integer> values) {
      for (int i = values.size() - 1; i > 0; i--) {
        Collections.swap(values, i, interval(i));
      }
    }
  }

  /** GPT-NeoX, packed. */
  public static Arrays neox(
      int[] sizes, int first, int end, int length, Long samples, Integer epochs, long seed) {
    long perEpoch = tokens(sizes, first, end);
    int passes = epochs == null ? 0 : epochs;
    while (epochs == null && (passes == 0 || (passes * perEpoch - 1) / length < samples)) {
      passes++;
    }
    Twister random = new Twister(seed);
    List<Integer> documents = repeated(first, end, passes);
    random.shuffle(documents);
    List<Integer> rows = rows(sizes, documents, length, (passes * perEpoch - 1) / length, 1);
    List<Integer> shuffle = range(0, rows.size() / 2 - 1);
    random.shuffle(shuffle);
    return new Arrays(documents, rows, shuffle);
  }

  /** GPT-NeoX, pack_until_overflow. */
  public static Arrays untilOverflow(
      int[] sizes, int count, int length, int samples, long seed, boolean allowChopped) {
    Twister random = new Twister(seed);
    List<Integer> shuffle = range(0, samples);
    random.shuffle(shuffle);
    List<Integer> pass = range(0, count);
    random.shuffle(pass);
    List<Integer> documents = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    int running = 0;
    int next = 0;
    while (rows.size() / 2 < samples) {
      int document = pass.get(next);
      if (!allowChopped && sizes[document] > length + 1) {
        next++;
        continue;
      }
      if (running == 0) {
        rows.addAll(List.of(documents.size(), 0));
        documents.add(document);
        running += sizes[document];
      } else {
        if (running + sizes[document] > length + 1) {
          running = sizes[document];
          rows.addAll(List.of(documents.size(), 0));
        } else {
          running += sizes[document];
        }
        documents.add(document);
      }
      next++;
      if (next == count) {
        next = 0;
        random.shuffle(pass);
      }
    }
    rows.addAll(List.of(documents.size(), 0));
    return new Arrays(documents, rows, shuffle);
  }

  /** Megatron-Core; {@code extra} is 0 or 1. */
  public static Arrays megatron(
      int[] sizes,
      int first,
      int end,
      int length,
      Long samples,
      long seed,
      int extra,
      boolean keepPartial) {
    long perEpoch = tokens(sizes, first, end);
    int passes = 1;
    while (samples != null && passes * perEpoch < samples * length + extra) {
      passes++;
    }
    boolean separate = false;
    int before = 0;
    if (passes > 1) {
      before = (int) (((passes - 1) * perEpoch - extra) / length);
      long inEpoch = (perEpoch - extra) / length;
      separate = samples - before < (int) (0.80 * inEpoch);
    }
    Twister random = new Twister(seed);
    List<Integer> documents = repeated(first, end, separate ? passes - 1 : passes);
    random.shuffle(documents);
    if (separate) {
      List<Integer> last = repeated(first, end, 1);
      random.shuffle(last);
      documents.addAll(last);
    }
    long usable = passes * perEpoch - extra;
    long count = keepPartial ? (usable + length - 1) / length : usable / length;
    List<Integer> rows = rows(sizes, documents, length, count, extra);
    List<Integer> shuffle = range(0, separate ? before : (int) count);
    random.shuffle(shuffle);
    if (separate) {
      List<Integer> last = range(before, (int) count);
      random.shuffle(last);
      shuffle.addAll(last);
    }
    return new Arrays(documents, rows, shuffle);
  }

  private static List<Integer> rows(
      int[] sizes, List<Integer> documents, int length, long count, int extra) {
    List<Integer> rows = new ArrayList<>(List.of(0, 0));
    int place = 0;
    int offset = 0;
    while (rows.size() / 2 <= count) {
      int remaining = length + extra;
      while (remaining != 0) {
        int size = sizes[documents.get(place)] - offset;
        remaining -= size;
        if (remaining <= 0) {
          offset += remaining + size - extra;
          remaining = 0;
        } else if (place == documents.size() - 1) {
          offset = sizes[documents.get(place)] - extra;
          break;
        } else {
          place++;
          offset = 0;
        }
      }
      rows.addAll(List.of(place, offset));
    }
    return rows;
  }

  /** The tokens of a row, from the documents themselves. */
  public static List<Integer> tokens(List<List<Integer>> data, Arrays arrays, int row, int extra) {
    int place = arrays.rows().get(2 * row);
    int offset = arrays.rows().get(2 * row + 1);
    int lastPlace = arrays.rows().get(2 * row + 2);
    int lastOffset = arrays.rows().get(2 * row + 3);
    List<Integer> tokens = new ArrayList<>();
    while (place < lastPlace) {
      List<Integer> document = data.get(arrays.documents().get(place));
      tokens.addAll(document.subList(offset, document.size()));
      place++;
      offset = 0;
    }
    tokens.addAll(data.get(arrays.documents().get(place)).subList(offset, lastOffset + extra));
    return tokens;
  }

  private static long tokens(int[] sizes, int first, int end) {
    long tokens = 0;
    for (int i = first; i < end; i++) {
      tokens += sizes[i];
    }
    return tokens;
  }

  private static List<Integer> repeated(int first, int end, int epochs) {
    List<Integer> documents = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      documents.addAll(range(first, end));
    }
    return documents;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> range = new ArrayList<>();
    for (int i = from; i < to; i++) {
      range.add(i);
    }
    return range;
  }
}
