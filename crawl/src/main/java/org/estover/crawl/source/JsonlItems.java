package org.estover.crawl.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.stream.ByteFeed;
import org.jspecify.annotations.Nullable;

/** The text records of one JSONL file. */
final class JsonlItems implements LineReader.Lines {
  private final String file;
  private final ReadLimits limits;
  private final ItemSink sink;
  private final JsonRecord json;
  private final TextSink texts;
  private final String textField;
  private boolean textFound;
  private @Nullable List<String> firstFields;

  JsonlItems(JsonlSource source, String file, ReadLimits limits, ItemSink sink) {
    this(
        source.fields(),
        file,
        limits,
        sink,
        new TextItems(source, source.aliases(), file, limits, sink));
  }

  JsonlItems(FieldMapping fields, String file, ReadLimits limits, ItemSink sink, TextSink texts) {
    this.file = file;
    this.textField = fields.text();
    this.limits = limits;
    this.sink = sink;
    this.json = new JsonRecord(fields, limits.maxDocument());
    this.texts = texts;
  }

  void read(Path path) throws IOException {
    try (ByteFeed feed = ByteFeed.open(path)) {
      long size = new LineReader(feed, limits.maxDocument()).read(this);
      if (size == 0 && feed.damage().isEmpty()) {
        sink.aside(new Aside(file, 0, "empty-file", ""));
      }
      List<String> fields = firstFields;
      if (!textFound && fields != null) {
        texts.withoutText(textField, fields);
      }
    }
  }

  @Override
  public void line(byte[] bytes, int lineStart, int to, long offset) throws IOException {
    int from = offset == 0 ? lineStart + byteOrderMark(bytes, lineStart, to) : lineStart;
    if (isBlank(bytes, from, to)) {
      sink.skipped("blank-line");
      return;
    }
    int invalid = Utf8.firstInvalid(bytes, from, to);
    if (invalid != Utf8.VALID) {
      aside(offset + (invalid - lineStart), "not-utf8", bytes, from, to);
      return;
    }
    // A parser that finds a NUL among the first bytes takes the line for UTF-16.
    boolean wide = indexOfNul(bytes, from, Math.min(to, from + Integer.BYTES)) >= 0;
    String problem = wide ? "json-syntax" : json.read(bytes, from, to);
    if (problem.isEmpty()) {
      TextRecord record = json.record();
      textFound |= !record.text().isEmpty();
      if (!textFound && firstFields == null) {
        firstFields = json.fields(bytes, from, to);
      }
      texts.take(record, offset, () -> Excerpt.of(bytes, from, to));
    } else {
      int nul = indexOfNul(bytes, from, to);
      long place = nul < 0 ? offset : offset + (nul - lineStart);
      aside(place, nul < 0 ? problem : "nul-byte", bytes, from, to);
    }
  }

  @Override
  public void tooLong(byte[] bytes, int from, int to, long offset) throws IOException {
    aside(offset, TextItems.TOO_LONG, bytes, from, to);
  }

  @Override
  public void damaged(long offset, String reason, String unread) throws IOException {
    sink.aside(new Aside(file, offset, reason, unread));
  }

  private void aside(long offset, String reason, byte[] bytes, int from, int to)
      throws IOException {
    sink.aside(new Aside(file, offset, reason, Excerpt.of(bytes, from, to)));
  }

  private static int byteOrderMark(byte[] bytes, int from, int to) {
    boolean marked =
        to - from >= 3
            && bytes[from] == (byte) 0xef
            && bytes[from + 1] == (byte) 0xbb
            && bytes[from + 2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static int indexOfNul(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
