package org.estover.tokenize.shard;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The fixed parts of Megatron's indexed data set: names, magic and header offsets. */
public final class ShardFormat {
  /** The format version in the {@code .idx} header. */
  public static final long VERSION = 1;

  /** What an index begins with that trainers read without mapping it; we do not. */
  static final String LEGACY_MAGIC = "TNTIDX";

  static final int VERSION_AT = 9;
  static final int TYPE_AT = 17;
  static final int SEQUENCES_AT = 18;
  static final int DOCUMENTS_AT = 26;
  static final int HEADER_SIZE = 34;

  private ShardFormat() {}

  /** The file of raw tokens that belongs to a prefix. */
  public static Path bin(Path prefix) {
    return withSuffix(prefix, ".bin");
  }

  /** The index file that belongs to a prefix. */
  public static Path idx(Path prefix) {
    return withSuffix(prefix, ".idx");
  }

  /** The prefix that a person means, who may name one of the files. */
  static Path prefix(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".bin") || name.endsWith(".idx")
        ? path.resolveSibling(name.substring(0, name.length() - 4))
        : path;
  }

  /** Where the size of a sequence stands in the index. */
  static long sizeAt(long sequence) {
    return HEADER_SIZE + Integer.BYTES * sequence;
  }

  /** Where the pointer of a sequence stands in the index of {@code sequences}. */
  static long pointerAt(long sequences, long sequence) {
    return sizeAt(sequences) + Long.BYTES * sequence;
  }

  /** Where the entry of a document stands in the index of {@code sequences}. */
  static long documentAt(long sequences, long document) {
    return pointerAt(sequences, sequences) + Long.BYTES * document;
  }

  static Path withSuffix(Path prefix, String suffix) {
    return prefix.resolveSibling(prefix.getFileName() + suffix);
  }

  static byte[] magic() {
    return "MMIDIDX\0\0".getBytes(StandardCharsets.ISO_8859_1);
  }
}
