package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The shares of a document table, read when first asked for and kept up to a limit. */
final class ShareCache {
  private static final int KEPT_LIMIT = 1 << 16;

  private final SummedFile file;
  private final TableLayout layout;
  private final Map<Integer, DocumentShare> kept = new ConcurrentHashMap<>();

  ShareCache(SummedFile file, TableLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  DocumentShare share(int number) throws IOException {
    Objects.checkIndex(number, layout.shareCount());
    @Nullable DocumentShare known = kept.get(number);
    if (known != null) {
      return known;
    }
    DocumentShare read = read(number);
    if (kept.size() < KEPT_LIMIT) {
      kept.put(number, read);
    }
    return read;
  }

  private DocumentShare read(int number) throws IOException {
    long starts = layout.sharesStart();
    long start = start(starts, number);
    long records = layout.sharesSize() - (long) layout.shareCount() * Integer.BYTES;
    long end = number + 1 == layout.shareCount() ? records : start(starts, number + 1);
    if (start > end || end > records) {
      throw Errors.corrupt(
          file.name(), "share " + number + " reaches from " + start + " to " + end);
    }
    long first = starts + (long) layout.shareCount() * Integer.BYTES;
    ByteBuffer bytes = file.read(first + start, (int) (end - start));
    if (bytes.remaining() < 2 * Long.BYTES) {
      throw Errors.corrupt(file.name(), "share " + number + " is cut off");
    }
    long documents = bytes.getLong();
    long tokens = bytes.getLong();
    return new DocumentShare(
        text(number, bytes),
        text(number, bytes),
        text(number, bytes),
        text(number, bytes),
        documents,
        tokens);
  }

  private long start(long starts, int number) throws IOException {
    return Integer.toUnsignedLong(
        file.read(starts + (long) number * Integer.BYTES, Integer.BYTES).getInt(0));
  }

  private String text(int number, ByteBuffer bytes) throws IOException {
    int size = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
    if (size < 0 || size > bytes.remaining()) {
      throw Errors.corrupt(file.name(), "share " + number + " is cut off");
    }
    ByteBuffer text = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    return StandardCharsets.UTF_8.decode(text).toString();
  }
}
