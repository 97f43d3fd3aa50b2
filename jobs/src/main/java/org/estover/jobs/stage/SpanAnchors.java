package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.estover.dedupe.span.AnchorExtractor;
import org.estover.dedupe.span.AnchorSink;
import org.estover.dedupe.span.SpanConfig;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.VerdictRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The anchors of a file's documents, by hash: hash (8 bytes, evenly spread), place (12), offset
 * (4).
 */
record SpanAnchors(String documents, String verdicts, int minBytes)
    implements Engine.FilePairs<RowFile> {
  private static final long serialVersionUID = 1L;

  /** The bytes of a hash. */
  static final int HASH = Long.BYTES;

  private static final byte[] NONE = {};
  private static final long MIX = 0x9E3779B97F4A7C15L;

  @Override
  public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
    RowReader<DocumentRow> texts =
        Pull.untilTaskEnds(EditedDocuments.open(documents, file, "text"));
    RowReader<VerdictRow> kept =
        Pull.untilTaskEnds(RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep"));
    AnchorExtractor extractor = new AnchorExtractor(new SpanConfig(minBytes));
    Anchors anchors = new Anchors();
    long[] number = {-1};
    return () -> {
      while (anchors.isEmpty()) {
        DocumentRow row = texts.next();
        if (row == null) {
          return null;
        }
        number[0]++;
        if (kept.required().keep()) {
          extractor.extract(row.text().getBytes(StandardCharsets.UTF_8), anchors);
        }
      }
      return new Tuple2<>(anchors.next(file.index(), number[0]), NONE);
    };
  }

  /** Of anchors by hash those whose hash another one has: from place and offset to the hash. */
  static Iterator<Tuple2<byte[], byte[]>> shared(Iterator<Tuple2<byte[], byte[]>> sorted) {
    return new Pull<>(new Shared(sorted));
  }

  private static final class Shared implements Pull.Next<Tuple2<byte[], byte[]>> {
    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private byte @Nullable [] ahead;
    private boolean aheadIsShared;

    Shared(Iterator<Tuple2<byte[], byte[]>> sorted) {
      this.sorted = sorted;
      ahead = pull();
    }

    private byte @Nullable [] pull() {
      return sorted.hasNext() ? sorted.next()._1() : null;
    }

    @Override
    public @Nullable Tuple2<byte[], byte[]> next() {
      for (byte[] key = ahead; key != null; key = ahead) {
        byte[] after = pull();
        boolean sameAsNext = after != null && Bytes.sameRange(key, after, 0, HASH);
        boolean isShared = aheadIsShared || sameAsNext;
        ahead = after;
        aheadIsShared = sameAsNext;
        if (isShared) {
          return new Tuple2<>(Bytes.slice(key, HASH, key.length), Bytes.slice(key, 0, HASH));
        }
      }
      return null;
    }
  }

  /** The anchors of one document that are not handed out yet. */
  private static final class Anchors implements AnchorSink {
    private long[] hashes = new long[1 << 10];
    private int[] offsets = new int[1 << 10];
    private int count;
    private int next;

    @Override
    public void anchor(long hash, int offset) {
      if (count == hashes.length) {
        int more = Math.addExact(count, count / 2);
        hashes = Arrays.copyOf(hashes, more);
        offsets = Arrays.copyOf(offsets, more);
      }
      hashes[count] = hash;
      offsets[count] = offset;
      count++;
    }

    @Override
    public void periodic(int first, int last, int period) {
      // Found again by SpanTask, without a shuffle.
    }

    boolean isEmpty() {
      return next == count;
    }

    byte[] next(int file, long row) {
      byte[] key = new byte[HASH + Vertex.placeSize() + Integer.BYTES];
      // Least hashes are all small; the factor is odd, so different ones stay so.
      long hash = hashes[next];
      Bytes.put(key, 0, (hash ^ (hash >>> 32)) * MIX);
      Bytes.put(key, HASH, file);
      Bytes.put(key, HASH + Integer.BYTES, row);
      Bytes.put(key, HASH + Vertex.placeSize(), offsets[next]);
      next++;
      if (isEmpty()) {
        next = 0;
        count = 0;
      }
      return key;
    }
  }
}
