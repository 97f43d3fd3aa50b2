package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.TokenRow;
import org.estover.tokenize.shard.TokenWidth;
import org.jspecify.annotations.Nullable;

/**
 * The documents of some files that were tokenized, one after the other, with the tokens that a
 * release has of them: the text's, and an end of text.
 *
 * <p>Memory: a row group of a file, and one document. Not thread-safe.
 */
final class KeptTokens implements Closeable {
  private final String documents;
  private final String tokens;
  private final TokenWidth width;
  private final int endOfText;
  private final Iterator<RowFile> files;
  private @Nullable RowReader<DocumentRow> rows;
  private @Nullable RowReader<TokenRow> encoded;
  private int file;
  private long row;

  KeptTokens(
      String documents, String tokens, TokenWidth width, int endOfText, List<RowFile> files) {
    this.documents = documents;
    this.tokens = tokens;
    this.width = width;
    this.endOfText = endOfText;
    this.files = files.iterator();
  }

  /** A document, where it lies, and its tokens. */
  @SuppressWarnings("ArrayRecordComponent") // A document may have millions.
  record Kept(int file, long row, byte[] id, String holder, int[] tokens) {
    /** Whether a key begins with this document's place. */
    boolean isAt(byte[] key) {
      return Vertex.isAt(key, file, row);
    }
  }

  /** The next document, null after the last of the last file. */
  @Nullable Kept next() throws IOException {
    while (true) {
      RowReader<DocumentRow> in = rows;
      RowReader<TokenRow> beside = encoded;
      DocumentRow document = in == null ? null : in.next();
      if (document == null || beside == null) {
        close();
        if (!files.hasNext()) {
          return null;
        }
        open(files.next());
        continue;
      }
      byte[] found = beside.required().tokens();
      row++;
      if (found != null) {
        return new Kept(file, row - 1, document.id(), document.holder(), decode(found));
      }
    }
  }

  private void open(RowFile next) throws IOException {
    file = next.index();
    row = 0;
    rows = RowReader.open(DocumentRow.TYPE, next.at(documents), "id", "holder");
    encoded = RowReader.open(TokenRow.TYPE, next.at(tokens), "tokens");
  }

  private int[] decode(byte[] bytes) {
    int count = bytes.length / width.bytes();
    int[] decoded = new int[count + 1];
    width.decode(bytes, 0, decoded, 0, count);
    decoded[count] = endOfText;
    return decoded;
  }

  @Override
  public void close() throws IOException {
    RowReader<DocumentRow> first = rows;
    RowReader<TokenRow> second = encoded;
    rows = null;
    encoded = null;
    try {
      if (first != null) {
        first.close();
      }
    } finally {
      if (second != null) {
        second.close();
      }
    }
  }
}
