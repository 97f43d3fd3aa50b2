package org.estover.jobs.stage;

import java.util.List;
import org.estover.dedupe.span.Span;
import org.estover.jobs.rows.RowType;

/**
 * What is to be cut from the document in the same row of the file of the same name.
 *
 * @param ranges start and end of each cut, as bytes of the text's UTF-8, four bytes each, ascending
 * @param markedBytes how many of its bytes occur elsewhere as well
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record SpanRow(byte[] ranges, long markedBytes) {
  private static final int RANGE = 2 * Integer.BYTES;

  /** The row of a document that repeats nothing, or was dropped before. */
  static final SpanRow NONE = new SpanRow(new byte[0], 0);

  /** The layout of these rows. */
  public static final RowType<SpanRow> TYPE =
      RowType.<SpanRow>named("spans")
          .bytes("ranges", SpanRow::ranges)
          .int64("marked_bytes", SpanRow::markedBytes)
          .rows(at -> new SpanRow(at.bytes("ranges"), at.int64("marked_bytes")));

  static SpanRow of(List<Span> cuts, long markedBytes) {
    byte[] ranges = new byte[cuts.size() * RANGE];
    for (int i = 0; i < cuts.size(); i++) {
      Bytes.put(ranges, i * RANGE, cuts.get(i).start());
      Bytes.put(ranges, i * RANGE + Integer.BYTES, cuts.get(i).end());
    }
    return new SpanRow(ranges, markedBytes);
  }

  /** Start and end of each cut, one after the other. */
  public int[] bounds() {
    int[] bounds = new int[ranges.length / Integer.BYTES];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Bytes.int32(ranges, i * Integer.BYTES);
    }
    return bounds;
  }

  long cutBytes() {
    long bytes = 0;
    for (int at = 0; at < ranges.length; at += RANGE) {
      bytes += Bytes.int32(ranges, at + Integer.BYTES) - Bytes.int32(ranges, at);
    }
    return bytes;
  }
}
