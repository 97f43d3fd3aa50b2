package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.RowType;

/**
 * The paragraphs of the document in the same row of the file of the same name that stand elsewhere,
 * or earlier in it.
 *
 * @param found start and end of each, as bytes of the text's UTF-8, four bytes each, ascending,
 *     each followed by the id of the document in which it stands first
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record ParagraphRow(byte[] found) {
  private static final int FIRST = 2 * Integer.BYTES;

  /** The bytes of one paragraph. */
  static final int SIZE = FIRST + SurvivorKey.ID_SIZE;

  /** The layout of these rows. */
  public static final RowType<ParagraphRow> TYPE =
      RowType.<ParagraphRow>named("paragraphs")
          .bytes("found", ParagraphRow::found)
          .rows(at -> new ParagraphRow(at.bytes("found")));

  /** Where these paragraphs start, ascending. */
  public int[] starts() {
    int[] starts = new int[found.length / SIZE];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Bytes.int32(found, i * SIZE);
    }
    return starts;
  }

  /** The cuts; paragraphs that follow each other here and stand first in one document are one. */
  List<CutRow.Cut> cuts(CutRule rule) {
    List<CutRow.Cut> cuts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < found.length; at += SIZE) {
      int next = at + SIZE;
      boolean goesOn =
          next < found.length
              && Bytes.int32(found, at + Integer.BYTES) == Bytes.int32(found, next)
              && Arrays.equals(found, at + FIRST, next, found, next + FIRST, next + SIZE);
      if (!goesOn) {
        cuts.add(
            new CutRow.Cut(
                rule,
                Bytes.int32(found, from),
                Bytes.int32(found, at + Integer.BYTES),
                Bytes.slice(found, at + FIRST, next)));
        from = next;
      }
    }
    return cuts;
  }
}
