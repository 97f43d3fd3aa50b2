package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;

/** Sizes and offsets of the {@code .dropped} file; {@link DroppedTable} has the grammar. */
final class DroppedTableFormat {
  static final int VERSION = 1;
  static final String ENDING = ".dropped";

  static final int HEADER_SIZE = 16;
  static final int KEY_SIZE = 16;
  static final int ROW_SIZE = 84;
  static final int ROW_SURVIVOR = 16;
  static final int ROW_TEXT_SHA256 = 32;
  static final int ROW_LABEL = 64;
  static final int ROW_STRINGS_START = 68;
  static final int ROW_URI_SIZE = 76;
  static final int ROW_REASON_SIZE = 80;
  static final int TRAILER_SIZE = 60;
  static final int TRAILER_SUM = 48;

  static final long ROW_LIMIT = Integer.MAX_VALUE;
  static final int STRING_SIZE_LIMIT = DocumentTableFormat.URI_SIZE_LIMIT;

  /** Rules, sources and stages are few; a table of more is none. */
  static final int LABELS_SIZE_LIMIT = 1 << 24;

  private DroppedTableFormat() {}

  static byte[] magic() {
    return "ESTDROP\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] endMagic() {
    return Derived.inverted(magic());
  }
}
