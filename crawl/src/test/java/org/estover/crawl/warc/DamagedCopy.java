package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file with seeded damage, which knows of every byte where in the whole file it stood.
 *
 * @param kind what was done to it
 * @param bytes the damaged file
 * @param origin of each byte its place in the whole file, or -1 where it is another one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DamagedCopy(Kind kind, byte[] bytes, int[] origin) {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
  private static final int MAX_BLOCK = 4096;

  /** What may become of a file. */
  enum Kind {
    FLIPPED_BITS,
    CUT_OFF,
    INSERTED_BYTES,
    LOST_BYTES,
    SWAPPED_BLOCKS,
    ZEROED_BLOCK,
    SHORT_MEMBER,
    WRONG_LENGTH
  }

  /**
   * Damages a file.
   *
   * @param records those of the file, in order
   */
  static DamagedCopy of(byte[] whole, List<WarcRecord> records, SplittableRandom random)
      throws IOException {
    List<WarcRecord> ownMembers = records.stream().filter(each -> each.size() > 0).toList();
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (ownMembers.isEmpty() && kind.compareTo(Kind.SHORT_MEMBER) >= 0) {
      // Of one member with all records no place of a record in the file is known.
      kind = Kind.FLIPPED_BITS;
    }
    int length = whole.length;
    int at = random.nextInt(length);
    int size = 1 + random.nextInt(Math.min(MAX_BLOCK, length));
    int end = Math.min(length, at + size);
    return switch (kind) {
      case FLIPPED_BITS -> flipped(whole, 1 + random.nextInt(8), random);
      case CUT_OFF -> joined(kind, whole, piece(0, at));
      case INSERTED_BYTES -> inserted(whole, at, size, random);
      case LOST_BYTES -> joined(kind, whole, piece(0, at), piece(end, length));
      case SWAPPED_BLOCKS -> swapped(whole, size, random);
      case ZEROED_BLOCK -> zeroed(whole, at, end);
      case SHORT_MEMBER -> {
        WarcRecord record = ownMembers.get(random.nextInt(ownMembers.size()));
        int from = (int) record.offset();
        int left = random.nextInt((int) record.size());
        int to = (int) (from + record.size());
        yield joined(kind, whole, piece(0, from + left), piece(to, length));
      }
      case WRONG_LENGTH -> wrongLength(whole, records.get(random.nextInt(records.size())), random);
    };
  }

  private static int[] piece(int from, int to) {
    return new int[] {from, to};
  }

  private static DamagedCopy joined(Kind kind, byte[] whole, int[]... pieces) {
    int size = Arrays.stream(pieces).mapToInt(each -> each[1] - each[0]).sum();
    byte[] bytes = new byte[size];
    int[] origin = new int[size];
    int at = 0;
    for (int[] piece : pieces) {
      for (int from = piece[0]; from < piece[1]; from++, at++) {
        bytes[at] = whole[from];
        origin[at] = from;
      }
    }
    return new DamagedCopy(kind, bytes, origin);
  }

  private static DamagedCopy flipped(byte[] whole, int flips, SplittableRandom random) {
    DamagedCopy copy = joined(Kind.FLIPPED_BITS, whole, piece(0, whole.length));
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(whole.length);
      copy.bytes[at] ^= (byte) (1 << random.nextInt(8));
      copy.origin[at] = copy.bytes[at] == whole[at] ? at : -1;
    }
    return copy;
  }

  private static DamagedCopy inserted(byte[] whole, int at, int size, SplittableRandom random) {
    byte[] bytes = new byte[whole.length + size];
    int[] origin = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boolean foreign = i >= at && i < at + size;
      origin[i] = foreign ? -1 : i < at ? i : i - size;
      bytes[i] = foreign ? (byte) random.nextInt() : whole[origin[i]];
    }
    return new DamagedCopy(Kind.INSERTED_BYTES, bytes, origin);
  }

  private static DamagedCopy swapped(byte[] whole, int size, SplittableRandom random) {
    int block = Math.max(1, Math.min(size, whole.length / 4));
    int first = random.nextInt(whole.length - 2 * block + 1);
    int second = first + block + random.nextInt(whole.length - 2 * block - first + 1);
    return joined(
        Kind.SWAPPED_BLOCKS,
        whole,
        piece(0, first),
        piece(second, second + block),
        piece(first + block, second),
        piece(first, first + block),
        piece(second + block, whole.length));
  }

  private static DamagedCopy zeroed(byte[] whole, int from, int to) {
    DamagedCopy copy = joined(Kind.ZEROED_BLOCK, whole, piece(0, whole.length));
    for (int at = from; at < to; at++) {
      copy.origin[at] = copy.bytes[at] == 0 ? at : -1;
      copy.bytes[at] = 0;
    }
    return copy;
  }

  /** A record whose header names a length that is not its own; its gzip member is whole. */
  private static DamagedCopy wrongLength(byte[] whole, WarcRecord record, SplittableRandom random)
      throws IOException {
    int from = (int) record.offset();
    int to = from + (int) record.size();
    byte[] raw = Arrays.copyOfRange(whole, from, to);
    boolean packed = raw.length > 2 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b;
    String text = new String(packed ? unpacked(raw) : raw, ISO_8859_1);
    Matcher matcher = LENGTH.matcher(text);
    if (matcher.find()) {
      int wrong = random.nextInt(random.nextBoolean() ? 100 : 1_000_000);
      text = text.substring(0, matcher.start(1)) + wrong + text.substring(matcher.end(1));
    }
    byte[] changed = packed ? packed(text) : text.getBytes(ISO_8859_1);
    byte[] bytes = new byte[whole.length - raw.length + changed.length];
    int[] origin = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boolean foreign = i >= from && i < from + changed.length;
      origin[i] = foreign ? -1 : i < from ? i : i - changed.length + raw.length;
      bytes[i] = foreign ? changed[i - from] : whole[origin[i]];
    }
    return new DamagedCopy(Kind.WRONG_LENGTH, bytes, origin);
  }

  private static byte[] unpacked(byte[] member) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }

  /** Whether each of the whole file's bytes from here to there stands in the copy, side by side. */
  boolean[] intact(int wholeLength, List<WarcRecord> records) {
    int[] place = new int[wholeLength];
    Arrays.fill(place, -1);
    for (int i = 0; i < origin.length; i++) {
      if (origin[i] >= 0) {
        place[origin[i]] = i;
      }
    }
    boolean[] intact = new boolean[records.size()];
    for (int i = 0; i < intact.length; i++) {
      int from = (int) records.get(i).offset();
      int to = from + (int) records.get(i).size();
      boolean whole = to > from;
      for (int at = from; whole && at < to; at++) {
        whole = place[at] >= 0 && place[at] - at == place[from] - from;
      }
      intact[i] = whole;
    }
    return intact;
  }
}
