package org.estover.crawl.quality;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Examples of one side, in the order of their keys: SHA-256 of a seed and the text. So the order in
 * which they were read, and how often, has no say.
 *
 * <p>Where they are more than a limit, those of the smallest keys stay, which is a random sample.
 * Each counts as its bytes and {@value #ENTRY_BYTES} more for its key, so that the limit bounds the
 * memory of many short ones too.
 */
final class TrainingTexts {
  /** Of a longer text the beginning is learned from. */
  static final int LONGEST_TEXT = 1 << 16;

  /** What an entry takes beside its text. */
  private static final int ENTRY_BYTES = 200;

  private static final byte[] DOMAIN = "estover.quality.v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] seed;
  private final long mostBytes;
  private final TreeMap<Key, byte[]> texts = new TreeMap<>();
  private long bytes;
  private long read;
  private @Nullable Key limit;

  TrainingTexts(long seed, long mostBytes) {
    this.seed = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    this.mostBytes = mostBytes;
  }

  /** A digest as a key, in the order of its bytes without signs. */
  static final class Key implements Comparable<Key> {
    private final byte[] digest;

    Key(byte[] digest) {
      this.digest = digest;
    }

    /** A number from 0 to below 1 that has nothing to do with the order. */
    double share() {
      return (ByteBuffer.wrap(digest).getLong(16) >>> 11) * 0x1p-53;
    }

    @Override
    public int compareTo(Key other) {
      return Arrays.compareUnsigned(digest, other.digest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(digest, key.digest);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(digest);
    }
  }

  /** An example. */
  @SuppressWarnings("ArrayRecordComponent") // Its key stands for the bytes.
  record Text(Key key, byte[] utf8, boolean positive) {
    static final Comparator<Text> ORDER = Comparator.comparing(Text::key);
  }

  void add(byte[] utf8) {
    read++;
    MessageDigest digest = ModelInput.sha256Digest();
    digest.update(DOMAIN);
    digest.update(seed);
    Key key = new Key(digest.digest(utf8));
    // What was too much once stays so: which texts are kept must not depend on their order.
    if (limit != null && key.compareTo(limit) >= 0) {
      return;
    }
    byte[] head = Arrays.copyOf(utf8, headSize(utf8));
    if (texts.putIfAbsent(key, head) == null) {
      bytes += head.length + ENTRY_BYTES;
    }
    while (bytes > mostBytes) {
      Map.Entry<Key, byte[]> last = Objects.requireNonNull(texts.pollLastEntry());
      bytes -= last.getValue().length + ENTRY_BYTES;
      limit = last.getKey();
    }
  }

  /** A whole number of characters. */
  private static int headSize(byte[] utf8) {
    int size = Math.min(utf8.length, LONGEST_TEXT);
    while (size < utf8.length && size > 0 && (utf8[size] & 0xc0) == 0x80) {
      size--;
    }
    return size;
  }

  /** How many texts were read. */
  long read() {
    return read;
  }

  /** Whether these are a sample. */
  boolean isSample() {
    return limit != null;
  }

  Set<Key> keys() {
    return texts.keySet();
  }

  void remove(Key key) {
    texts.remove(key);
  }

  List<Text> texts(boolean positive) {
    return texts.entrySet().stream()
        .map(each -> new Text(each.getKey(), each.getValue(), positive))
        .toList();
  }
}
