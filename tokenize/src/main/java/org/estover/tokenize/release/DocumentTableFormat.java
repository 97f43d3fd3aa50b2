package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;

/**
 * Sizes, offsets and magic numbers of the {@code .docs} file; {@link DocumentTable} has the
 * grammar.
 */
final class DocumentTableFormat {
  static final int VERSION = 1;

  static final int HEADER_SIZE = 16;
  static final int ROW_SIZE = 76;
  static final int TRAILER_SIZE = 84;

  static final int ID_SIZE = 16;
  static final int ROW_TEXT_SHA256 = 16;
  static final int ROW_TOKEN_START = 48;
  static final int ROW_TOKENS = 56;
  static final int ROW_SHARE = 60;
  static final int ROW_URI_START = 64;
  static final int ROW_URI_SIZE = 72;

  /** Documents of a shard; row numbers in the indexes are 32-bit. */
  static final long ROW_LIMIT = Integer.MAX_VALUE;

  /** A URI longer than this is no URI. */
  static final int URI_SIZE_LIMIT = 1 << 20;

  private DocumentTableFormat() {}

  static byte[] magic() {
    return "ESTDOCS\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] endMagic() {
    return Derived.inverted(magic());
  }
}
