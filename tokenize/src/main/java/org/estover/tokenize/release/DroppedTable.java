package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a run dropped, with stage, rule and reason: a file {@code .dropped}, sorted by key.
 *
 * <pre>
 * Dropped --> Header, Strings, Row^RowCount, ByUri, ByHost, ByText, Label^LabelCount, Trailer
 * Header  --> the eight bytes "ESTDROP\n", Version (u32 = 1), u32 = 0
 * Strings --> URI and reason of each row in UTF-8, one after the other
 * Row     --> Key (16 bytes), Survivor (16 bytes), TextSha256 (32 bytes), LabelNumber (u32),
 *             StringsStart (u64), UriSize (u32), ReasonSize (u32)      84 bytes, ascending by Key
 * Key     --> the document's id, or else the first 16 bytes of SHA-256 over what is known of it
 * ByUri   --> Pair^RowCount, key = first 8 bytes of SHA-256 of the URI
 * ByHost  --> Pair^HostPairs, key = first 8 bytes of SHA-256 of the host and of each domain above
 * ByText  --> Pair^TextPairs, key = first 8 bytes of TextSha256, of rows with a text
 * Pair    --> Key (8 bytes, big-endian), Row (u32)                     ascending, unsigned
 * Label   --> Flags (u8: 1 a document, 2 a survivor, 4 a text), Stage, Rule, Source, in order of
 *             first use; each: size (u32), UTF-8
 * Trailer --> RowCount, StringsSize, HostPairs, TextPairs, LabelCount, LabelsSize (u64 each),
 *             TrailerSum (u32, CRC-32C of the Trailer before it), the magic inverted    60 bytes
 * </pre>
 *
 * <p>A release has 2^b of them; table k has the rows whose Key begins with the b bits of k. Finding
 * a row costs O(log RowCount) reads, checked by {@link BlockSums}. Memory: a bit per block, and the
 * labels. Thread-safe.
 */
public final class DroppedTable implements Closeable {
  private final SummedFile file;
  private final Layout layout;
  private final List<Label> labels;

  /** How many there are of everything. */
  private record Layout(
      long rowCount,
      long stringsSize,
      long hostPairs,
      long textPairs,
      long labelCount,
      long labelsSize) {
    long rowsStart() {
      return DroppedTableFormat.HEADER_SIZE + stringsSize;
    }

    long byUri() {
      return rowsStart() + rowCount * DroppedTableFormat.ROW_SIZE;
    }

    long byHost() {
      return byUri() + rowCount * PairIndex.PAIR_SIZE;
    }

    long byText() {
      return byHost() + hostPairs * PairIndex.PAIR_SIZE;
    }

    long labelsStart() {
      return byText() + textPairs * PairIndex.PAIR_SIZE;
    }

    boolean fits(long size) {
      long rows = size / DroppedTableFormat.ROW_SIZE;
      return rowCount >= 0
          && rowCount <= Math.min(rows, DroppedTableFormat.ROW_LIMIT)
          && stringsSize >= 0
          && stringsSize <= size
          && hostPairs >= 0
          && hostPairs <= size / PairIndex.PAIR_SIZE
          && textPairs >= 0
          && textPairs <= rowCount
          && labelCount >= 0
          && labelCount <= rowCount
          && labelsSize >= 0
          && labelsSize <= DroppedTableFormat.LABELS_SIZE_LIMIT
          && labelsStart() + labelsSize + DroppedTableFormat.TRAILER_SIZE == size;
    }
  }

  /** What many rows have in common. */
  record Label(int flags, String stage, String rule, String source) {
    private static final int DOCUMENT = 1;
    private static final int SURVIVOR = 2;
    private static final int TEXT = 4;

    static Label of(DroppedDocument dropped) {
      int flags =
          (dropped.document().isEmpty() ? 0 : DOCUMENT)
              | (dropped.survivor().isEmpty() ? 0 : SURVIVOR)
              | (dropped.textSha256().isEmpty() ? 0 : TEXT);
      return new Label(flags, dropped.stage(), dropped.rule(), dropped.source());
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * Rows of one question.
   *
   * @param next the pair at which the rest begins; -1 if there is none
   */
  record Rows(List<DroppedDocument> documents, long next) {}

  private DroppedTable(SummedFile file, Layout layout, List<Label> labels) {
    this.file = file;
    this.layout = layout;
    this.labels = labels;
  }

  /** Opens a table that a manifest names. */
  static DroppedTable open(ReleasePlace place, DroppedFile named) throws IOException {
    SummedFile file = SummedFile.open(place, named.file());
    try {
      Layout layout = layout(file);
      if (layout.rowCount != named.documents()) {
        throw Errors.corrupt(
            file.name(), layout.rowCount + " rows, the manifest says " + named.documents());
      }
      return new DroppedTable(file, layout, labels(file, layout));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Layout layout(SummedFile file) throws IOException {
    byte[] magic = new byte[DroppedTableFormat.magic().length];
    long trailerStart = file.size() - DroppedTableFormat.TRAILER_SIZE;
    if (trailerStart >= DroppedTableFormat.HEADER_SIZE) {
      file.read(0, magic.length).get(magic);
    }
    if (!Arrays.equals(magic, DroppedTableFormat.magic())) {
      throw Errors.corrupt(
          file.name(), "expected a table of what was dropped (magic ESTDROP), found other bytes");
    }
    int version = file.read(magic.length, Integer.BYTES).getInt(0);
    if (version != DroppedTableFormat.VERSION) {
      throw Errors.tooNew(file.name(), DroppedTableFormat.VERSION, Integer.toUnsignedLong(version));
    }
    byte[] trailer = new byte[DroppedTableFormat.TRAILER_SIZE];
    file.read(trailerStart, trailer.length).get(trailer);
    ByteBuffer at = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
    byte[] end = Arrays.copyOfRange(trailer, DroppedTableFormat.TRAILER_SUM + 4, trailer.length);
    int sum = BlockSums.sum(trailer, 0, DroppedTableFormat.TRAILER_SUM);
    Layout layout =
        new Layout(
            at.getLong(), at.getLong(), at.getLong(), at.getLong(), at.getLong(), at.getLong());
    if (at.getInt() != sum
        || !Arrays.equals(end, DroppedTableFormat.endMagic())
        || !layout.fits(file.size())) {
      throw Errors.corrupt(file.name(), "its trailer is not that of a table of what was dropped");
    }
    return layout;
  }

  private static List<Label> labels(SummedFile file, Layout layout) throws IOException {
    ByteBuffer section = file.read(layout.labelsStart(), (int) layout.labelsSize);
    List<Label> labels = new ArrayList<>();
    while (section.hasRemaining() && labels.size() < layout.labelCount) {
      int flags = section.get();
      labels.add(new Label(flags, text(file, section), text(file, section), text(file, section)));
    }
    if (section.hasRemaining() || labels.size() < layout.labelCount) {
      throw Errors.corrupt(file.name(), layout.labelCount + " labels in other bytes");
    }
    return labels;
  }

  private static String text(SummedFile file, ByteBuffer section) throws IOException {
    int size = section.remaining() < Integer.BYTES ? -1 : section.getInt();
    if (size < 0 || size > section.remaining()) {
      throw Errors.corrupt(file.name(), "a label of " + size + " bytes");
    }
    byte[] utf8 = new byte[size];
    section.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The number of the table that a key belongs to, of 2^bits. */
  public static int numberOf(byte[] key, int bits) {
    return bits == 0 ? 0 : (int) (Digests.longAt(key, 0) >>> (Long.SIZE - bits));
  }

  String name() {
    return file.name();
  }

  /** The number of rows. */
  public long rowCount() {
    return layout.rowCount;
  }

  /** Reads a row. */
  public DroppedDocument row(long number) throws IOException {
    if (number < 0 || number >= rowCount()) {
      throw Errors.corrupt(name(), "row " + number + " of " + rowCount());
    }
    ByteBuffer row =
        file.read(
            layout.rowsStart() + number * DroppedTableFormat.ROW_SIZE, DroppedTableFormat.ROW_SIZE);
    int labelNumber = row.getInt(DroppedTableFormat.ROW_LABEL);
    long start = row.getLong(DroppedTableFormat.ROW_STRINGS_START);
    int uriSize = row.getInt(DroppedTableFormat.ROW_URI_SIZE);
    int reasonSize = row.getInt(DroppedTableFormat.ROW_REASON_SIZE);
    boolean fits =
        labelNumber >= 0
            && labelNumber < labels.size()
            && uriSize >= 0
            && uriSize <= DroppedTableFormat.STRING_SIZE_LIMIT
            && reasonSize >= 0
            && reasonSize <= DroppedTableFormat.STRING_SIZE_LIMIT
            && start >= 0
            && start <= layout.stringsSize - uriSize - reasonSize;
    if (!fits) {
      throw Errors.corrupt(name(), "row " + number + " has no label or strings");
    }
    Label label = labels.get(labelNumber);
    byte[] strings = new byte[uriSize + reasonSize];
    file.read(DroppedTableFormat.HEADER_SIZE + start, strings.length).get(strings);
    return new DroppedDocument(
        label.has(Label.DOCUMENT) ? ReleasedDocument.id(bytes(row, 0, 16)) : "",
        label.stage(),
        label.rule(),
        new String(strings, uriSize, reasonSize, StandardCharsets.UTF_8),
        label.source(),
        new String(strings, 0, uriSize, StandardCharsets.UTF_8),
        label.has(Label.SURVIVOR)
            ? ReleasedDocument.id(bytes(row, DroppedTableFormat.ROW_SURVIVOR, 16))
            : "",
        label.has(Label.TEXT)
            ? HexFormat.of().formatHex(bytes(row, DroppedTableFormat.ROW_TEXT_SHA256, Digests.SIZE))
            : "");
  }

  private static byte[] bytes(ByteBuffer row, int at, int size) {
    byte[] bytes = new byte[size];
    row.get(at, bytes);
    return bytes;
  }

  private byte[] key(long number) throws IOException {
    return bytes(
        file.read(
            layout.rowsStart() + number * DroppedTableFormat.ROW_SIZE, DroppedTableFormat.KEY_SIZE),
        0,
        DroppedTableFormat.KEY_SIZE);
  }

  /** The rows of a document's id, up to a limit. */
  List<DroppedDocument> find(byte[] id, int limit) throws IOException {
    long low = 0;
    long high = rowCount();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(key(middle), id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<DroppedDocument> found = new ArrayList<>();
    for (long at = low; at < rowCount() && found.size() < limit; at++) {
      if (!Arrays.equals(key(at), id)) {
        break;
      }
      DroppedDocument dropped = row(at);
      if (!dropped.document().isEmpty()) {
        found.add(dropped);
      }
    }
    return found;
  }

  /** The rows of a URI, up to a limit. */
  List<DroppedDocument> findUri(String uri, int limit) throws IOException {
    return rows(byUri(), Digests.prefixOf(uri), 0, limit, row -> row.isOf(uri)).documents();
  }

  /** The rows of a text, up to a limit. */
  List<DroppedDocument> findText(String sha256, int limit) throws IOException {
    long key = Digests.longAt(HexFormat.of().parseHex(sha256), 0);
    return rows(byText(), key, 0, limit, row -> row.textSha256().equals(sha256)).documents();
  }

  /**
   * The rows of a domain and all below it, up to a limit; what was withdrawn is not among them.
   *
   * @param from the pair at which an earlier answer ended; 0 for the first
   */
  Rows findDomain(String domain, long from, int limit) throws IOException {
    return rows(
        byHost(),
        Digests.prefixOf(domain),
        from,
        limit,
        row -> UriHost.isWithin(UriHost.of(row.uri()), domain));
  }

  /** How many rows a domain and all below it have. */
  long countDomain(String domain) throws IOException {
    long key = Digests.prefixOf(domain);
    PairIndex pairs = byHost();
    return (key == -1 ? pairs.count() : pairs.first(key + 1)) - pairs.first(key);
  }

  private Rows rows(
      PairIndex pairs, long key, long from, int limit, Predicate<DroppedDocument> wanted)
      throws IOException {
    List<DroppedDocument> found = new ArrayList<>();
    for (long at = Math.max(from, pairs.first(key)); at < pairs.count(); at++) {
      SortedPairs.Pair pair = pairs.pair(at);
      if (pair.key() != key) {
        break;
      }
      if (found.size() == limit) {
        return new Rows(found, at);
      }
      DroppedDocument row = row(pair.row());
      // Keys are eight bytes of a digest, which different names may share.
      if (wanted.test(row)) {
        found.add(row);
      }
    }
    return new Rows(found, -1);
  }

  private PairIndex byUri() {
    return new PairIndex(file, layout.byUri(), rowCount());
  }

  private PairIndex byHost() {
    return new PairIndex(file, layout.byHost(), layout.hostPairs);
  }

  private PairIndex byText() {
    return new PairIndex(file, layout.byText(), layout.textPairs);
  }

  /** Takes what was dropped. */
  interface RowSink {
    /** Takes the next row. */
    void row(DroppedDocument dropped);
  }

  /**
   * Checks that rows and indexes say the same, and delivers every row.
   *
   * @throws CorruptReleaseException at the first contradiction
   */
  void verify(RowSink sink) throws IOException {
    byte[] last = new byte[0];
    long hostPairs = 0;
    long textPairs = 0;
    for (long number = 0; number < rowCount(); number++) {
      byte[] key = key(number);
      DroppedDocument row = row(number);
      require(
          Arrays.compareUnsigned(last, key) <= 0 && Arrays.equals(key, DroppedTableWriter.key(row)),
          number);
      require(byUri().holds(row.uriKey(), (int) number), number);
      for (String domain : UriHost.domains(UriHost.of(row.uri()))) {
        require(byHost().holds(Digests.prefixOf(domain), (int) number), number);
        hostPairs++;
      }
      if (!row.textSha256().isEmpty()) {
        byte[] sha256 = HexFormat.of().parseHex(row.textSha256());
        require(byText().holds(Digests.longAt(sha256, 0), (int) number), number);
        textPairs++;
      }
      last = key;
      sink.row(row);
    }
    // As many pairs as the rows have, each of them there: so there are no others.
    require(hostPairs == layout.hostPairs && textPairs == layout.textPairs, rowCount());
  }

  private void require(boolean holds, long row) throws IOException {
    if (!holds) {
      throw Errors.corrupt(name(), "row " + row + " and the indexes contradict each other");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
