package org.estover.tokenize.shard;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private static final String CURE =
      "the shard is damaged or incomplete: fetch it again, or rebuild it with \"estover run PLAN\"";

  private Errors() {}

  static CorruptShardException corrupt(Path file, long offset, String expected, String found) {
    return new CorruptShardException(file, offset, expected, found, CURE);
  }

  static CorruptShardException legacyIndex(Path file) {
    return new CorruptShardException(
        file,
        0,
        "the magic MMIDIDX",
        "TNTIDX, the lazy and cached formats of fairseq and old Megatron",
        "make it again with the trainer's preprocess_data.py and --dataset-impl mmap");
  }

  static CorruptShardException negativeSize(Path file, long offset, int size) {
    return corrupt(file, offset, "a size of 0 or more", String.valueOf(size));
  }

  static CorruptShardException numpyHeader(Path file) {
    return new CorruptShardException(
        file,
        0,
        "tokens and nothing else, as OLMo has them",
        "the header of numpy.save",
        "write the array's bytes without it, as numpy.memmap or tofile do");
  }

  static CorruptShardException itemTooLong(Path file, long offset, long item, long tokens) {
    return new CorruptShardException(
        file,
        offset,
        "items of at most " + Integer.MAX_VALUE + " tokens",
        "item " + item + " of " + tokens,
        "divide it into several items");
  }

  static CorruptShardException tooManyLines(Path file, long offset, int limit) {
    return new CorruptShardException(
        file, offset, "at most " + limit + " items", "more", "divide the data set");
  }

  static CorruptShardException shardMissing(Path file) {
    return new CorruptShardException(
        file,
        0,
        "a shard that the index names",
        "no such file",
        "fetch all shards of the set into one folder");
  }

  static CorruptShardException unknownCompression(Path file, String compression) {
    return new CorruptShardException(
        file,
        0,
        "a shard of less than 2^31 bytes, raw or compressed by zstd",
        compression,
        "write the data set again without compression");
  }

  static CorruptShardException noTokenColumn(Path index, List<MdsShard.Column> columns) {
    return new CorruptShardException(
        index,
        0,
        "a column of tokens (ndarray:uint16, ndarray:int32 or ndarray:uint32)",
        columns.stream().map(c -> c.name() + " " + c.encoding()).collect(Collectors.joining(", ")),
        "name the one that holds them \"" + MdsTarget.COLUMN + "\"");
  }

  static CorruptShardException sliceMissing(Path file) {
    return new CorruptShardException(
        file, 0, "a slice", "no such file", "fetch all slices of the set into one folder");
  }

  static CorruptShardException otherSlice(Path file, long offset, long expected, long found) {
    return new CorruptShardException(
        file,
        offset,
        expected + " bytes, as the first slice has",
        found + " bytes",
        "fetch this slice and the first again");
  }

  static CorruptShardException slicedTwice(Path bin, List<Long> sets) {
    return new CorruptShardException(
        bin,
        0,
        "one set of slices",
        sets.size() + " (up to " + sets + ")",
        "keep one of them in this folder");
  }

  static CorruptShardException foreignType(Path file, long offset, int code) {
    return new CorruptShardException(
        file,
        offset,
        "token type code 8 (u16) or 4 (i32)",
        String.valueOf(code),
        "write the data set again with 16- or 32-bit tokens");
  }

  static IllegalArgumentException tokenTooWide(int token, TokenWidth width) {
    return new IllegalArgumentException(
        "token " + token + " does not fit " + width + " (0 to " + width.largestToken() + ")");
  }

  static UnfitItemException noSample(long item, int tokens, int rowTokens) {
    return new UnfitItemException(
        "item "
            + item
            + " has "
            + tokens
            + " tokens, and MDS holds "
            + (rowTokens == 0 ? "no empty arrays" : "rows of " + rowTokens + " here")
            + "; leave it out, or choose another format");
  }

  static UnfitItemException sampleTooLarge(long item, long bytes) {
    return new UnfitItemException(
        "item "
            + item
            + " takes "
            + bytes
            + " bytes, and an MDS shard has less than 2^31; divide it, or choose another format");
  }

  static IllegalArgumentException sequenceTooLong(long tokens) {
    return new IllegalArgumentException(
        "sequence of " + tokens + " tokens; the index holds at most " + Integer.MAX_VALUE);
  }

  static IndexOutOfBoundsException outside(String what, long index, long count) {
    return new IndexOutOfBoundsException(what + " " + index + " of " + count);
  }
}
