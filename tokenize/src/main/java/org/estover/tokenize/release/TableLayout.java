package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Where the parts of a document table stand, as its header and trailer tell. */
record TableLayout(
    long rowCount,
    long urisSize,
    long tokenCount,
    int shareCount,
    int sharesSize,
    String idsSha256) {

  static TableLayout read(SummedFile file) throws IOException {
    String name = file.name();
    int fixed = DocumentTableFormat.HEADER_SIZE + DocumentTableFormat.TRAILER_SIZE;
    if (file.size() < fixed) {
      throw Errors.wrongSize(name, fixed, file.size());
    }
    checkHeader(name, file.read(0, DocumentTableFormat.HEADER_SIZE));
    ByteBuffer trailer =
        file.read(file.size() - DocumentTableFormat.TRAILER_SIZE, DocumentTableFormat.TRAILER_SIZE);
    byte[] bytes = new byte[DocumentTableFormat.TRAILER_SIZE];
    trailer.get(0, bytes);
    int body = DocumentTableFormat.TRAILER_SIZE - Integer.BYTES - Long.BYTES;
    byte[] end = Arrays.copyOfRange(bytes, body + Integer.BYTES, bytes.length);
    if (!Arrays.equals(end, DocumentTableFormat.endMagic())
        || trailer.getInt(body) != BlockSums.sum(bytes, 0, body)) {
      throw Errors.corrupt(name, "the trailer of the document table is not intact");
    }
    long shares = trailer.getLong(24);
    long sharesSize = trailer.getLong(32);
    if (shares < 0 || shares > Integer.MAX_VALUE || sharesSize > Integer.MAX_VALUE) {
      throw Errors.corrupt(name, shares + " shares in " + sharesSize + " bytes");
    }
    TableLayout layout =
        new TableLayout(
            trailer.getLong(0),
            trailer.getLong(8),
            trailer.getLong(16),
            (int) shares,
            (int) sharesSize,
            HexFormat.of().formatHex(bytes, 40, 40 + Digests.SIZE));
    layout.checkSize(name, file.size());
    return layout;
  }

  private static void checkHeader(String name, ByteBuffer header) throws IOException {
    byte[] magic = new byte[Long.BYTES];
    header.get(0, magic);
    if (!Arrays.equals(magic, DocumentTableFormat.magic())) {
      throw Errors.corrupt(name, "expected a document table (magic ESTDOCS), found other bytes");
    }
    int version = header.getInt(Long.BYTES);
    if (version != DocumentTableFormat.VERSION) {
      throw Errors.tooNew(name, DocumentTableFormat.VERSION, Integer.toUnsignedLong(version));
    }
  }

  private void checkSize(String name, long size) throws IOException {
    boolean possible =
        rowCount >= 0
            && rowCount <= DocumentTableFormat.ROW_LIMIT
            && urisSize >= 0
            && urisSize <= size
            && tokenCount >= 0
            && sharesSize >= (long) shareCount * Integer.BYTES;
    long expected = byUriStart() + rowCount * PairIndex.PAIR_SIZE;
    if (!possible || expected + DocumentTableFormat.TRAILER_SIZE != size) {
      throw Errors.corrupt(
          name, "the trailer counts " + rowCount + " rows, which do not fit " + size + " bytes");
    }
  }

  long rowsStart() {
    return DocumentTableFormat.HEADER_SIZE + urisSize;
  }

  long sharesStart() {
    return rowsStart() + rowCount * DocumentTableFormat.ROW_SIZE;
  }

  long byIdStart() {
    return sharesStart() + sharesSize;
  }

  long byUriStart() {
    return byIdStart() + rowCount * PairIndex.PAIR_SIZE;
  }

  long checkRow(String name, int row) throws IOException {
    if (row < 0 || row >= rowCount) {
      throw Errors.corrupt(name, "an index names row " + row + " of " + rowCount);
    }
    return row;
  }
}
