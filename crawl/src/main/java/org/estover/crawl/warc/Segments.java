package org.estover.crawl.warc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins records whose blocks were cut into segments.
 *
 * <p>The first segment is held until its last one came, or until another record that is wanted
 * shows that it will not: segments that other files hold are missing here, and what there is counts
 * as truncated.
 */
final class Segments {
  private static final String NUMBER = "warc-segment-number";
  private static final String ORIGIN = "warc-segment-origin-id";
  private static final String TOTAL = "warc-segment-total-length";

  private final int maxBlock;
  private final WarcVisitor visitor;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private @Nullable WarcRecord first;
  private int segments;

  Segments(int maxBlock, WarcVisitor visitor) {
    this.maxBlock = maxBlock;
    this.visitor = visitor;
  }

  /** Whether a record is the next segment of the one that is held. */
  boolean isNext(Map<String, String> fields) {
    return first != null
        && fields.getOrDefault("warc-type", "").equals("continuation")
        && fields.getOrDefault(ORIGIN, "").equals(first.field("warc-record-id"))
        && fields.getOrDefault(NUMBER, "").equals(Integer.toString(segments + 1));
  }

  /** Takes a record that is wanted, or the next segment of the one that is held. */
  void take(WarcRecord record) throws IOException {
    if (isNext(record.fields())) {
      visitor.skipped("continuation");
      if (block.size() + (long) record.block().length > maxBlock) {
        tooLarge();
        return;
      }
      segments++;
      block.writeBytes(record.block());
      if (!record.field(TOTAL).isEmpty()) {
        deliver(record.field(TOTAL).equals(Integer.toString(block.size())));
      }
      return;
    }
    end();
    if (record.field(NUMBER).equals("1")) {
      first = record;
      segments = 1;
      block.reset();
      block.writeBytes(record.block());
    } else if (record.type().equals("revisit")) {
      visitor.revisit(record);
    } else {
      visitor.record(record);
    }
  }

  private void tooLarge() throws IOException {
    WarcRecord whole = first;
    first = null;
    if (whole != null) {
      visitor.damaged(whole.offset(), "record-too-large", whole.uri());
    }
  }

  /** Delivers what is held, as no further segment comes. */
  void end() throws IOException {
    deliver(false);
  }

  private void deliver(boolean whole) throws IOException {
    WarcRecord head = first;
    first = null;
    if (head == null) {
      return;
    }
    String truncated = head.truncated();
    WarcRecord joined =
        new WarcRecord(
            head.type(),
            head.uri(),
            head.date(),
            head.contentType(),
            truncated.isEmpty() && !whole ? "segments" : truncated,
            head.offset(),
            block.toByteArray(),
            head.fields(),
            -1);
    if (head.type().equals("revisit")) {
      visitor.revisit(joined);
    } else {
      visitor.record(joined);
    }
  }
}
