package org.estover.tokenize.release;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The check that rows, shares and indexes of a document table say the same. */
final class TableCheck {
  private final DocumentTable table;
  private final SummedFile file;
  private final TableLayout layout;

  TableCheck(DocumentTable table, SummedFile file, TableLayout layout) {
    this.table = table;
    this.file = file;
    this.layout = layout;
  }

  void run() throws IOException {
    rows();
    index("id", table.byId());
    index("URI", table.byUri());
  }

  private void rows() throws IOException {
    long[] documents = new long[layout.shareCount()];
    long[] tokens = new long[layout.shareCount()];
    MessageDigest ids = Digests.sha256();
    long start = 0;
    for (long row = 0; row < layout.rowCount(); row++) {
      DocumentTable.RowPlace place = table.place(row);
      if (place.tokenStart() != start) {
        throw problem("row " + row + " starts at " + place.tokenStart() + ", expected " + start);
      }
      start = place.tokenEnd();
      documents[place.share()]++;
      tokens[place.share()] += place.tokens();
      ids.update(table.id(row));
    }
    if (start != layout.tokenCount()) {
      throw problem("the rows have " + start + " tokens, the trailer " + layout.tokenCount());
    }
    if (!HexFormat.of().formatHex(ids.digest()).equals(layout.idsSha256())) {
      throw problem("the digest of the ids is not that of the rows");
    }
    shares(documents, tokens);
  }

  private void shares(long[] documents, long[] tokens) throws IOException {
    for (int number = 0; number < documents.length; number++) {
      DocumentShare share = table.share(number);
      if (share.documents() != documents[number] || share.tokens() != tokens[number]) {
        throw problem("share " + number + " does not count what the rows hold");
      }
    }
  }

  private void index(String what, PairIndex index) throws IOException {
    SortedPairs.Pair previous = null;
    for (long i = 0; i < index.count(); i++) {
      SortedPairs.Pair pair = index.pair(i);
      layout.checkRow(file.name(), pair.row());
      if (previous != null && pair.compareTo(previous) <= 0) {
        throw problem("the index by " + what + " is not ascending at " + i);
      }
      long key =
          what.equals("id")
              ? Digests.longAt(table.id(pair.row()), 0)
              : Digests.prefixOf(table.row(pair.row()).document().uri());
      if (key != pair.key()) {
        throw problem("the index by " + what + " leads to row " + pair.row() + " wrongly");
      }
      previous = pair;
    }
  }

  private CorruptReleaseException problem(String what) {
    return Errors.corrupt(file.name(), what);
  }
}
