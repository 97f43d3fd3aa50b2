package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;

/** Sizes and magic numbers of the {@code .tree} file; {@link HostTree} has the grammar. */
final class HostTreeFormat {
  static final int VERSION = 1;
  static final String ENDING = ".tree";

  static final int HEADER_SIZE = 16;
  static final int ROW_SIZE = 24;
  static final int ROW_FIRST_PLACE = 8;
  static final int ROW_TOKENS_BEFORE = 16;
  static final int PLACE_SIZE = 8;
  static final int TRAILER_SIZE = 76;
  static final int TRAILER_ROOT = 32;
  static final int TRAILER_SUM = 64;

  /** A host is part of a URI. */
  static final int NAME_SIZE_LIMIT = DocumentTableFormat.URI_SIZE_LIMIT;

  private HostTreeFormat() {}

  static byte[] magic() {
    return "ESTTREE\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] endMagic() {
    return Derived.inverted(magic());
  }
}
