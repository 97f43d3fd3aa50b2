package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.GroupVerifier;
import org.estover.dedupe.span.SpanConfig;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Walks anchors in order of their places along the files in which they lie, and cuts out what
 * stands around them.
 *
 * <p>Key: hash (8), digest of the surroundings (8), priority and id (20), what decides among rows
 * of one id (32), place (12), offset (4). Value: how many bytes stand before the anchor (4), and
 * the bytes. So equal surroundings of one hash arrive together, in the order of survival.
 */
final class AnchorBytes implements Pull.Next<Tuple2<byte[], byte[]>>, Closeable {
  /** Where the rank begins in a key. */
  static final int RANK = SpanAnchors.HASH + Long.BYTES;

  private static final int TIE = 16;

  private final String documents;
  private final List<RowFile> files;
  private final Iterator<Tuple2<byte[], byte[]>> anchors;
  private final Ranks.Open ranks;
  private final int before;
  private final int after;
  private @Nullable RowReader<DocumentRow> reader;
  private int file = -1;
  private long row = -1;
  private byte[] text = {};
  private byte[] rank = {};

  AnchorBytes(
      String documents,
      List<RowFile> files,
      Iterator<Tuple2<byte[], byte[]>> anchors,
      int minBytes,
      Ranks.Open ranks) {
    this.documents = documents;
    this.files = files;
    this.anchors = anchors;
    this.ranks = ranks;
    GroupVerifier verifier = new GroupVerifier(new SpanConfig(minBytes));
    before = verifier.bytesBefore();
    after = verifier.bytesAfter();
  }

  @Override
  public @Nullable Tuple2<byte[], byte[]> next() throws IOException {
    if (!anchors.hasNext()) {
      return null;
    }
    Tuple2<byte[], byte[]> anchor = anchors.next();
    byte[] placeAndOffset = anchor._1();
    seek(Vertex.file(placeAndOffset), Vertex.row(placeAndOffset));
    int offset = Bytes.int32(placeAndOffset, Vertex.placeSize());
    int start = Math.max(0, offset - before);
    int end = (int) Math.min(text.length, (long) offset + after);
    byte[] around = new byte[Integer.BYTES + end - start];
    Bytes.put(around, 0, offset - start);
    System.arraycopy(text, start, around, Integer.BYTES, end - start);
    byte[] digest = Bytes.slice(Sha256.of(around), 0, Long.BYTES);
    return new Tuple2<>(Bytes.join(anchor._2(), digest, rank, placeAndOffset), around);
  }

  private void seek(int wantedFile, long wantedRow) throws IOException {
    RowReader<DocumentRow> open = reader;
    if (open == null || wantedFile != file) {
      open = open(wantedFile);
      file = wantedFile;
      row = -1;
    }
    DocumentRow found = null;
    while (row < wantedRow) {
      found = open.required();
      row++;
    }
    if (found != null) {
      text = found.text().getBytes(StandardCharsets.UTF_8);
      rank = Bytes.join(SurvivorKey.of(ranks.priority(found), found.id()).sortBytes(), tie(found));
    }
  }

  /** What a row states beside its text decides among rows of one id, then its evidence. */
  private static byte[] tie(DocumentRow row) {
    byte[] offset = new byte[Long.BYTES];
    Bytes.put(offset, 0, row.offset());
    byte[] evidence = Bytes.join(Bytes.counted(row.fetchedAt()), Bytes.counted(row.file()), offset);
    return Bytes.join(
        Arrays.copyOf(Sha256.of(row.content()), TIE), Arrays.copyOf(Sha256.of(evidence), TIE));
  }

  /** Opens another file in place of the last: at any time one is open. */
  private RowReader<DocumentRow> open(int wanted) throws IOException {
    RowReader<DocumentRow> last = reader;
    if (last == null) {
      Pull.untilTaskEnds(this);
    } else {
      last.close();
    }
    RowReader<DocumentRow> next = EditedDocuments.open(documents, files.get(wanted));
    reader = next;
    return next;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
