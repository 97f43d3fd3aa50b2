package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.List;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.Hit;
import org.estover.dedupe.overlap.OverlapVerdict;
import org.estover.dedupe.overlap.Part;
import org.estover.dedupe.overlap.TextRange;
import org.estover.jobs.rows.RowType;

/**
 * What the document in the same row of the file of the same name shares with evaluation sets.
 *
 * @param verdict the name of an {@link OverlapVerdict}; empty where the document was dropped before
 * @param matches the places at which a shared n-gram ends
 * @param hits the places, of 41 bytes each
 * @param pieces what the pile profile leaves of the text, of 24 bytes each
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record OverlapRow(String verdict, long matches, byte[] hits, byte[] pieces) {
  private static final byte[] NONE = {};
  private static final int RANGE = 2 * Integer.BYTES + 2 * Long.BYTES;
  private static final int HIT = 4 * Integer.BYTES + 1 + RANGE;
  private static final List<Part> PARTS = List.of(Part.values());

  /** The row of a document that was dropped before. */
  static final OverlapRow DROPPED = new OverlapRow("", 0, NONE, NONE);

  private static final OverlapRow CLEAN =
      new OverlapRow(OverlapVerdict.CLEAN.name(), 0, NONE, NONE);

  /** The layout of these rows. */
  public static final RowType<OverlapRow> TYPE =
      RowType.<OverlapRow>named("overlap")
          .text("verdict", OverlapRow::verdict)
          .int64("matches", OverlapRow::matches)
          .bytes("hits", OverlapRow::hits)
          .bytes("pieces", OverlapRow::pieces)
          .rows(
              at ->
                  new OverlapRow(
                      at.text("verdict"),
                      at.int64("matches"),
                      at.bytes("hits"),
                      at.bytes("pieces")));

  /** The row of what was found in a document. */
  public static OverlapRow of(Contamination found) {
    if (found.verdict() == OverlapVerdict.CLEAN && found.pieces().isEmpty()) {
      return CLEAN;
    }
    byte[] hits = new byte[found.hits().size() * HIT];
    int at = 0;
    for (Hit hit : found.hits()) {
      Bytes.put(hits, at, hit.item());
      Bytes.put(hits, at + 4, hit.option());
      Bytes.put(hits, at + 8, hit.coveredWords());
      Bytes.put(hits, at + 12, hit.words());
      hits[at + 16] = (byte) PARTS.indexOf(hit.part());
      put(hits, at + 17, hit.range());
      at += HIT;
    }
    byte[] pieces = new byte[found.pieces().size() * RANGE];
    for (int i = 0; i < found.pieces().size(); i++) {
      put(pieces, i * RANGE, found.pieces().get(i));
    }
    return new OverlapRow(found.verdict().name(), found.matches(), hits, pieces);
  }

  private static void put(byte[] bytes, int at, TextRange range) {
    Bytes.put(bytes, at, range.startChar());
    Bytes.put(bytes, at + 4, range.endChar());
    Bytes.put(bytes, at + 8, range.startByte());
    Bytes.put(bytes, at + 16, range.endByte());
  }

  private static TextRange range(byte[] bytes, int at) {
    return new TextRange(
        Bytes.int32(bytes, at),
        Bytes.int32(bytes, at + 4),
        Bytes.int64(bytes, at + 8),
        Bytes.int64(bytes, at + 16));
  }

  /**
   * What was found in the document.
   *
   * @throws IllegalArgumentException if it was dropped before
   */
  public Contamination contamination() {
    List<Hit> found = new ArrayList<>();
    for (int at = 0; at < hits.length; at += HIT) {
      found.add(
          new Hit(
              Bytes.int32(hits, at),
              PARTS.get(hits[at + 16]),
              Bytes.int32(hits, at + 4),
              Bytes.int32(hits, at + 8),
              Bytes.int32(hits, at + 12),
              range(hits, at + 17)));
    }
    List<TextRange> left = new ArrayList<>();
    for (int at = 0; at < pieces.length; at += RANGE) {
      left.add(range(pieces, at));
    }
    return new Contamination(OverlapVerdict.valueOf(verdict), matches, found, left);
  }
}
