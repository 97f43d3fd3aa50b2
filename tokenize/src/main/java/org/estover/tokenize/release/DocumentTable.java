package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one shard: the file {@code .docs}, whose row n describes sequence n of the
 * shard's {@code .bin}/{@code .idx}.
 *
 * <pre>
 * Documents  --> Header, Uris, Row^RowCount, Shares, ById, ByUri, Trailer
 * Header     --> the eight bytes "ESTDOCS\n", Version (u32 = 1), u32 = 0
 * Uris       --> the URIs of all rows in UTF-8, one after the other
 * Row        --> Id, TextSha256, TokenStart, Tokens, Share, UriStart, UriSize         76 bytes
 *   Id         --> 16 bytes            TextSha256 --> 32 bytes
 *   TokenStart --> u64, the document's first token in the shard
 *   Tokens     --> u32, the end-of-text included
 *   Share      --> u32, a number in Shares
 *   UriStart   --> u64, from the beginning of Uris      UriSize --> u32, bytes
 * Shares     --> ShareStart^ShareCount, ShareRecord^ShareCount, in order of first use
 *   ShareStart  --> u32, from the first ShareRecord
 *   ShareRecord --> Documents (u64), Tokens (u64), Source, License, Holder, Rights
 *   Source, License, Holder, Rights --> size (u32), UTF-8
 * ById       --> Pair^RowCount, key = first 8 bytes of Id
 * ByUri      --> Pair^RowCount, key = first 8 bytes of SHA-256 of the URI
 *   Pair       --> Key (8 bytes), Row (u32), ascending by (Key, Row) as unsigned numbers
 * Trailer    --> RowCount (u64), UrisSize (u64), TokenCount (u64), ShareCount (u64),
 *                SharesSize (u64), IdsSha256 (32 bytes over the Ids in row order),
 *                TrailerSum (u32, CRC-32C of the Trailer before it), the Header's first eight
 *                bytes inverted                                                       84 bytes
 * </pre>
 *
 * <p>Integers are little-endian, but for Key, whose bytes keep their order.
 *
 * <p>Reading a row costs two reads at positions; finding an id or a URI O(log RowCount) reads. All
 * reads are checked by {@link BlockSums}. Memory: a bit per block, and the shares that were asked
 * for, up to 65,536 of them. Thread-safe.
 */
public final class DocumentTable implements Closeable {
  /** A little more than a block: what a read costs anyway. */
  private static final int WINDOW_ROWS = 64;

  /** Rows of a read where all of them are wanted. */
  private static final int MANY_ROWS = 4096;

  private final SummedFile file;
  private final TableLayout layout;
  private final ShareCache shares;

  private DocumentTable(SummedFile file, TableLayout layout) {
    this.file = file;
    this.layout = layout;
    this.shares = new ShareCache(file, layout);
  }

  /**
   * Opens a table that has its sidecar beside it, whatever a manifest says of it; checks header and
   * trailer.
   *
   * @throws CorruptReleaseException if it is damaged or no such table
   * @throws FormatTooNewException if a newer program wrote it
   */
  static DocumentTable open(Path docs) throws IOException {
    return open(SummedFile.open(docs));
  }

  /** Opens a table that a manifest names. */
  public static DocumentTable open(Path folder, ReleasedFile docs) throws IOException {
    return open(ReleasePlace.of(folder), docs);
  }

  /** Opens a table that a manifest names, wherever it is. */
  public static DocumentTable open(ReleasePlace place, ReleasedFile docs) throws IOException {
    return open(SummedFile.open(place, docs));
  }

  private static DocumentTable open(SummedFile file) throws IOException {
    try {
      return new DocumentTable(file, TableLayout.read(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The file's path or address. */
  public String name() {
    return file.name();
  }

  /** The number of documents. */
  public long rowCount() {
    return layout.rowCount();
  }

  /** The tokens of all documents. */
  public long tokenCount() {
    return layout.tokenCount();
  }

  /** The number of distinct (license, holder, rights class). */
  public int shareCount() {
    return layout.shareCount();
  }

  /** SHA-256 over the 16-byte ids in row order, lower-case hex. */
  public String idsSha256() {
    return layout.idsSha256();
  }

  /**
   * Reads a row.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= row < rowCount()}
   */
  public DocumentRow row(long row) throws IOException {
    ByteBuffer bytes = rowBytes(row);
    byte[] id = new byte[DocumentTableFormat.ID_SIZE];
    bytes.get(0, id);
    byte[] textSha256 = new byte[Digests.SIZE];
    bytes.get(DocumentTableFormat.ROW_TEXT_SHA256, textSha256);
    int number = shareOf(row, bytes);
    DocumentShare share = shares.share(number);
    ReleasedDocument document =
        new ReleasedDocument(
            ReleasedDocument.id(id),
            uri(row, bytes),
            share.source(),
            share.license(),
            share.holder(),
            share.rights(),
            HexFormat.of().formatHex(textSha256));
    return new DocumentRow(row, tokenStart(row, bytes), tokens(row, bytes), number, document);
  }

  /** Where a document's tokens stand, and the number of its share; without its strings. */
  public RowPlace place(long row) throws IOException {
    ByteBuffer bytes = rowBytes(row);
    return new RowPlace(tokenStart(row, bytes), tokens(row, bytes), shareOf(row, bytes));
  }

  /**
   * As {@link #place}, of the row behind one that ends before a token.
   *
   * @throws CorruptReleaseException if there is none, or it begins at another token
   */
  public RowPlace placeFrom(long row, long token) throws IOException {
    if (row >= rowCount()) {
      throw Errors.corrupt(name(), "no row holds token " + token);
    }
    RowPlace place = place(row);
    if (place.tokenStart() != token) {
      throw Errors.corrupt(
          name(),
          "row "
              + row
              + " starts at token "
              + place.tokenStart()
              + ", and the one before it ends at "
              + token);
    }
    return place;
  }

  /** Reads how many tokens the documents of some consecutive rows have, ends of text included. */
  public void tokenCounts(long row, int[] into, int from, int count) throws IOException {
    Objects.checkFromIndexSize(row, (long) count, rowCount());
    for (int done = 0; done < count; done += MANY_ROWS) {
      int part = Math.min(MANY_ROWS, count - done);
      ByteBuffer window = rowsBytes(row + done, row + done + part - 1);
      for (int i = 0; i < part; i++) {
        into[from + done + i] = tokens(row + done + i, windowRow(window, i));
      }
    }
  }

  /**
   * The place of a document's tokens in its shard.
   *
   * @param share the number of its {@link DocumentShare}
   */
  public record RowPlace(long tokenStart, int tokens, int share) {
    /** The token behind the last one. */
    public long tokenEnd() {
      return tokenStart + tokens;
    }
  }

  /** The 16-byte id of a row. */
  public byte[] id(long row) throws IOException {
    byte[] id = new byte[DocumentTableFormat.ID_SIZE];
    rowBytes(row).get(0, id);
    return id;
  }

  /** The 32 bytes of the digest of a row's text. */
  byte[] textSha256(long row) throws IOException {
    byte[] sha256 = new byte[Digests.SIZE];
    rowBytes(row).get(DocumentTableFormat.ROW_TEXT_SHA256, sha256);
    return sha256;
  }

  /** The URI of a row. */
  public String uri(long row) throws IOException {
    return uri(row, rowBytes(row));
  }

  /** A share by its number. */
  public DocumentShare share(int number) throws IOException {
    return shares.share(number);
  }

  /**
   * Finds the row whose document holds a token of the shard.
   *
   * <p>Order keys are random, so documents' sizes are spread evenly and a row's place is guessed
   * from its token's: two or three reads of {@value #WINDOW_ROWS} rows on average. Every second
   * read halves what is left, so O(log rowCount) are the most.
   */
  public long rowAt(long token) throws IOException {
    Objects.checkIndex(token, tokenCount());
    long low = 0;
    long high = rowCount() - 1;
    long lowStart = 0;
    long highEnd = tokenCount();
    boolean halve = false;
    while (low <= high) {
      long rows = high - low + 1;
      double share = (double) (token - lowStart) / (highEnd - lowStart);
      long guess = halve ? rows / 2 : (long) (share * rows);
      long first = Math.max(low, Math.min(high, low + guess) - WINDOW_ROWS / 2);
      long last = Math.min(high, first + WINDOW_ROWS - 1);
      ByteBuffer window = rowsBytes(first, last);
      long start = tokenStart(first, windowRow(window, 0));
      ByteBuffer lastRow = windowRow(window, (int) (last - first));
      long end = tokenStart(last, lastRow) + tokens(last, lastRow);
      if (token < start) {
        high = first - 1;
        highEnd = start;
      } else if (token >= end) {
        low = last + 1;
        lowStart = end;
      } else {
        return rowIn(window, first, last, token);
      }
      halve = !halve;
    }
    throw Errors.corrupt(name(), "no row holds token " + token);
  }

  /** The row of a token among some whose starts ascend. */
  private long rowIn(ByteBuffer window, long first, long last, long token) throws IOException {
    long low = first;
    long high = last;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (tokenStart(middle, windowRow(window, (int) (middle - first))) <= token) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    ByteBuffer found = windowRow(window, (int) (low - first));
    long start = tokenStart(low, found);
    if (token < start || token >= start + tokens(low, found)) {
      throw Errors.corrupt(name(), "no row holds token " + token);
    }
    return low;
  }

  private ByteBuffer rowsBytes(long first, long last) throws IOException {
    return file.read(
        layout.rowsStart() + first * DocumentTableFormat.ROW_SIZE,
        (int) (last - first + 1) * DocumentTableFormat.ROW_SIZE);
  }

  private static ByteBuffer windowRow(ByteBuffer window, int number) {
    return window
        .slice(number * DocumentTableFormat.ROW_SIZE, DocumentTableFormat.ROW_SIZE)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Finds the document of an id ({@code doc_...}). */
  public Optional<DocumentRow> find(String id) throws IOException {
    byte[] wanted = ReleasedDocument.idBytes(id);
    for (long row : rows(byId(), Digests.longAt(wanted, 0))) {
      if (Arrays.equals(id(row), wanted)) {
        return Optional.of(row(row));
      }
    }
    return Optional.empty();
  }

  /** Finds all documents of a URI, in row order. */
  public List<DocumentRow> findUri(String uri) throws IOException {
    return findUriSha256(Digests.sha256Hex(uri.getBytes(StandardCharsets.UTF_8)));
  }

  /** Finds the first documents of a URI, in row order, up to a limit. */
  List<DocumentRow> findUri(String uri, int limit) throws IOException {
    List<DocumentRow> found = new ArrayList<>();
    PairIndex index = byUri();
    long key = Digests.prefixOf(uri);
    for (long at = index.first(key); at < index.count() && found.size() < limit; at++) {
      SortedPairs.Pair pair = index.pair(at);
      if (pair.key() != key) {
        break;
      }
      DocumentRow candidate = row(layout.checkRow(file.name(), pair.row()));
      if (candidate.document().uri().equals(uri)) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  /**
   * Finds all documents of a URI that is known by its digest only, in row order.
   *
   * @param sha256 of the URI's UTF-8 bytes, in lower-case hex
   */
  public List<DocumentRow> findUriSha256(String sha256) throws IOException {
    Digests.requireHex("the digest of a URI", sha256);
    long prefix = Long.parseUnsignedLong(sha256.substring(0, 16), 16);
    List<DocumentRow> found = new ArrayList<>();
    for (long row : rows(byUri(), prefix)) {
      DocumentRow candidate = row(row);
      byte[] uri = candidate.document().uri().getBytes(StandardCharsets.UTF_8);
      if (Digests.sha256Hex(uri).equals(sha256)) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  /** Receives rows. */
  public interface RowSink {
    /** Takes the next row. */
    void row(DocumentRow row) throws IOException;
  }

  /**
   * Delivers the rows whose URIs name a host or one below it, in row order; by the table of hosts
   * if there is one, else by looking at every row.
   *
   * @param domain in lower case, as in {@code example.org}
   */
  public void rowsOfHost(String domain, @Nullable HostTable hosts, RowSink sink)
      throws IOException {
    HostTable.RowSink ofDomain =
        number -> {
          DocumentRow row = row(number);
          if (UriHost.isWithin(UriHost.of(row.document().uri()), domain)) {
            sink.row(row);
          }
        };
    // A name without a dot is a whole top-level domain, under which no table files a document.
    if (hosts != null && domain.indexOf('.') >= 0) {
      hosts.rows(domain, ofDomain);
      return;
    }
    for (long row = 0; row < rowCount(); row++) {
      ofDomain.row(row);
    }
  }

  /**
   * Checks that rows, shares and indexes say the same; the bytes themselves are {@link BlockSums}'
   * concern. Reads every row about three times.
   *
   * @throws CorruptReleaseException at the first contradiction
   */
  public void verify() throws IOException {
    new TableCheck(this, file, layout).run();
  }

  private List<Long> rows(PairIndex index, long key) throws IOException {
    List<Long> rows = new ArrayList<>();
    index.rows(key, row -> rows.add(layout.checkRow(file.name(), row)));
    return rows;
  }

  PairIndex byId() {
    return new PairIndex(file, layout.byIdStart(), rowCount());
  }

  PairIndex byUri() {
    return new PairIndex(file, layout.byUriStart(), rowCount());
  }

  private ByteBuffer rowBytes(long row) throws IOException {
    Objects.checkIndex(row, rowCount());
    return file.read(
        layout.rowsStart() + row * DocumentTableFormat.ROW_SIZE, DocumentTableFormat.ROW_SIZE);
  }

  private long tokenStart(long row, ByteBuffer bytes) throws IOException {
    long start = bytes.getLong(DocumentTableFormat.ROW_TOKEN_START);
    if (start < 0 || start >= tokenCount()) {
      throw Errors.corrupt(name(), "row " + row + " starts at token " + start);
    }
    return start;
  }

  private int tokens(long row, ByteBuffer bytes) throws IOException {
    int tokens = bytes.getInt(DocumentTableFormat.ROW_TOKENS);
    long start = tokenStart(row, bytes);
    if (tokens <= 0 || tokens > tokenCount() - start) {
      throw Errors.corrupt(
          name(),
          "row " + row + " has " + tokens + " tokens from " + start + " of " + tokenCount());
    }
    return tokens;
  }

  private int shareOf(long row, ByteBuffer bytes) throws IOException {
    int number = bytes.getInt(DocumentTableFormat.ROW_SHARE);
    if (number < 0 || number >= shareCount()) {
      throw Errors.corrupt(name(), "row " + row + " has share " + number);
    }
    return number;
  }

  private String uri(long row, ByteBuffer bytes) throws IOException {
    long start = bytes.getLong(DocumentTableFormat.ROW_URI_START);
    int size = bytes.getInt(DocumentTableFormat.ROW_URI_SIZE);
    if (start < 0 || size < 0 || size > layout.urisSize() || start > layout.urisSize() - size) {
      throw Errors.corrupt(name(), "row " + row + " has a URI at " + start + "+" + size);
    }
    ByteBuffer uri = file.read(DocumentTableFormat.HEADER_SIZE + start, size);
    return StandardCharsets.UTF_8.decode(uri).toString();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
