package org.estover.tokenize.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SummedFile;
import org.estover.tokenize.release.TokenizerIdentity;

/**
 * Exact search for bytes in the text of a shard: the file {@code derived/NAME.text} beside the
 * shard's {@code NAME.bin}, made by {@link TextIndexWriter}.
 *
 * <p>The text is the bytes of the shard's tokens, one after the other, with a separator, the byte
 * 0xFF, for each end of text. It is cut behind separators into blocks, and each is an {@link
 * TextBlock FM-index} that stands for itself, so the file grows with the text and making it does
 * not take more memory for more text.
 *
 * <pre>
 * Text     --> Header, Bucket^BucketCount, Place^PlaceCount, BucketStart^(BucketCount+1),
 *              Block^BlockCount, Trailer
 * Header   --> "ESTTEXT\n", Version (u32 = 1), u32 = 0, BinSha256 (32 bytes),
 *              TokenizerDigest (32 bytes)                                              80 bytes
 * Place    --> u64: where token 4096 k starts in the text
 * BucketStart --> u64, from the beginning of the file
 * Trailer  --> TokenCount (u64), TextSize (u64), PlacesStart (u64), BucketCount (u64),
 *              BlockCount (u64), the header's first eight bytes inverted               48 bytes
 * </pre>
 *
 * <p>Opening reads what stands behind the buckets, a thousandth of the text; it stays in memory. A
 * search costs two reads of some kilobytes per byte of the pattern and block, a place that is
 * listed 16 on average. Each 4 KiB block is checked when first read. Thread-safe.
 */
public final class TextIndex implements Closeable {
  static final int VERSION = 1;
  static final int HEADER_SIZE = 80;
  static final int TRAILER_SIZE = 48;

  /** Tokens from one known place to the next. */
  public static final int PLACE_TOKENS = 1 << 12;

  private static final String SUFFIX = ".text";
  private static final int DIGEST_SIZE = 32;

  private final SummedFile file;
  private final long tokens;
  private final long textSize;
  private final long[] places;
  private final List<TextBlock> blocks;

  private TextIndex(
      SummedFile file, long tokens, long textSize, long[] places, List<TextBlock> blocks) {
    this.file = file;
    this.tokens = tokens;
    this.textSize = textSize;
    this.places = places;
    this.blocks = blocks;
  }

  /**
   * What a search found.
   *
   * @param count how often the pattern stands in the text; where it overlaps itself, too
   * @param places where it starts in the shard's text, ascending; all of them, or as many as were
   *     asked for
   */
  public record Found(long count, List<Long> places) {
    /** Copies the places. */
    public Found {
      places = List.copyOf(places);
    }
  }

  /**
   * A token of the shard, and where it starts in the text.
   *
   * @param token from 0
   * @param place from 0
   */
  public record TokenPlace(long token, long place) {}

  /** The name of a shard's index, in the release's folder. */
  public static String name(ReleasedShard shard) {
    return Derived.FOLDER + "/" + shard.prefix() + SUFFIX;
  }

  static byte[] magic() {
    return "ESTTEXT\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] endMagic() {
    return Derived.inverted(magic());
  }

  static int placeCount(long tokens) {
    return Math.toIntExact((tokens + PLACE_TOKENS - 1) / PLACE_TOKENS);
  }

  /** Opens the index of a shard; empty where none was made. */
  public static Optional<TextIndex> find(
      ReleasePlace place, ReleasedShard shard, TokenizerIdentity tokenizer) throws IOException {
    Optional<SummedFile> found = SummedFile.find(place, name(shard), HEADER_SIZE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SummedFile file = found.get();
    try {
      checkHeader(file, shard, tokenizer);
      return Optional.of(read(file, shard));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void checkHeader(SummedFile file, ReleasedShard shard, TokenizerIdentity tokenizer)
      throws IOException {
    if (file.size() < HEADER_SIZE + TRAILER_SIZE) {
      throw Errors.shape(
          file.name(), "expected an index of a text, found " + file.size() + " bytes");
    }
    ByteBuffer header = file.read(0, HEADER_SIZE);
    byte[] magic = new byte[Long.BYTES];
    header.get(0, magic);
    if (!Arrays.equals(magic, magic())) {
      throw Errors.shape(file.name(), "expected an index of a text (magic ESTTEXT)");
    }
    if (header.getInt(8) != VERSION) {
      throw Derived.tooNew(file.name(), VERSION, Integer.toUnsignedLong(header.getInt(8)));
    }
    String bin = hex(header, 16);
    if (!bin.equals(shard.bin().sha256())) {
      throw Errors.notOf(file.name(), "tokens", bin, shard.bin().sha256());
    }
    String digest = hex(header, 16 + DIGEST_SIZE);
    if (!digest.equals(tokenizer.digest())) {
      throw Errors.notOf(file.name(), "tokenizer", digest, tokenizer.digest());
    }
  }

  private static String hex(ByteBuffer from, int at) {
    byte[] digest = new byte[DIGEST_SIZE];
    from.get(at, digest);
    return HexFormat.of().formatHex(digest);
  }

  private static TextIndex read(SummedFile file, ReleasedShard shard) throws IOException {
    ByteBuffer trailer = file.read(file.size() - TRAILER_SIZE, TRAILER_SIZE);
    long tokens = trailer.getLong();
    long textSize = trailer.getLong();
    long placesStart = trailer.getLong();
    long bucketCount = trailer.getLong();
    long blockCount = trailer.getLong();
    byte[] end = new byte[Long.BYTES];
    trailer.get(end);
    long tablesSize = file.size() - TRAILER_SIZE - placesStart;
    if (!Arrays.equals(end, endMagic())
        || tokens != shard.tokens()
        || placesStart < HEADER_SIZE
        || tablesSize < 0
        || tablesSize > Integer.MAX_VALUE
        || bucketCount < 0
        || blockCount < 0
        || blockCount > bucketCount
        || bucketCount >= tablesSize / Long.BYTES - placeCount(tokens)) {
      throw Errors.shape(
          file.name(),
          tokens + " tokens, " + bucketCount + " buckets and " + blockCount + " blocks do not fit");
    }
    ByteBuffer tables = file.read(placesStart, (int) tablesSize);
    long[] places = ascending(file, tables, placeCount(tokens), "place", Long.MAX_VALUE);
    if (places.length > 0 && (places[0] != 0 || places[places.length - 1] >= textSize)) {
      throw Errors.shape(file.name(), "its places are not those of a text of " + textSize);
    }
    long[] starts = ascending(file, tables, (int) bucketCount + 1, "bucket", Bucket.SIZE_LIMIT);
    if (starts[0] != HEADER_SIZE || starts[starts.length - 1] != placesStart) {
      throw Errors.shape(file.name(), "its buckets do not fill it");
    }
    List<TextBlock> blocks =
        blocks(new BucketFile(file, starts), tables, (int) blockCount, (int) bucketCount, textSize);
    return new TextIndex(file, tokens, textSize, places, blocks);
  }

  private static long[] ascending(
      SummedFile file, ByteBuffer tables, int count, String what, long largestStep)
      throws IOException {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = tables.getLong();
      long step = i == 0 ? 0 : numbers[i] - numbers[i - 1];
      if (numbers[i] < 0 || step < 0 || step > largestStep) {
        throw Errors.shape(file.name(), what + " " + i + " starts at " + numbers[i]);
      }
    }
    return numbers;
  }

  private static List<TextBlock> blocks(
      BucketFile buckets, ByteBuffer tables, int count, int bucketCount, long textSize)
      throws IOException {
    List<TextBlock> blocks = new ArrayList<>();
    long bucket = 0;
    long place = 0;
    try {
      for (int number = 0; number < count; number++) {
        TextBlock block = TextBlock.read(buckets, number, (int) bucket, place, tables);
        bucket += block.bucketCount();
        place += block.size();
        blocks.add(block);
        if (bucket > bucketCount) {
          break;
        }
      }
    } catch (IllegalArgumentException e) {
      throw Errors.shape(buckets.name(), String.valueOf(e.getMessage()));
    }
    if (bucket != bucketCount || place != textSize || tables.hasRemaining()) {
      throw Errors.shape(
          buckets.name(),
          "its blocks count "
              + bucket
              + " of "
              + bucketCount
              + " buckets and "
              + place
              + " of "
              + textSize
              + " bytes of text");
    }
    return List.copyOf(blocks);
  }

  /** The file's path or address. */
  public String name() {
    return file.name();
  }

  /** The bytes of the text, separators included. */
  long textSize() {
    return textSize;
  }

  /**
   * Finds where bytes stand in the shard's documents. Where they stand more often than {@code
   * limit}, those places are listed that come first by block, then by what follows. Bytes with a
   * separator stand nowhere.
   *
   * @param pattern at least one byte
   * @param limit how many places to list at most; the count is exact in any case
   * @throws org.estover.tokenize.release.CorruptReleaseException at damage
   */
  public Found find(byte[] pattern, int limit) throws IOException {
    if (pattern.length == 0) {
      throw new IllegalArgumentException("a search for no bytes");
    }
    long count = 0;
    List<Long> found = new ArrayList<>();
    for (TextBlock block : blocks) {
      TextBlock.Range rows = block.search(pattern);
      count += rows.size();
      for (int row = rows.from(); row < rows.to() && found.size() < limit; row++) {
        found.add(block.place(row));
      }
    }
    found.sort(null);
    return new Found(count, found);
  }

  /** The last token at or before a place of the text whose place is known; near it. */
  public TokenPlace knownBefore(long place) {
    int found = Arrays.binarySearch(places, place);
    int number = found >= 0 ? found : -found - 2;
    return new TokenPlace((long) number * PLACE_TOKENS, places[number]);
  }

  /** The last token at or before a token whose place is known; near it. */
  public TokenPlace known(long token) {
    int number = (int) (token / PLACE_TOKENS);
    return new TokenPlace((long) number * PLACE_TOKENS, places[number]);
  }

  /** The shard's tokens. */
  public long tokens() {
    return tokens;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
