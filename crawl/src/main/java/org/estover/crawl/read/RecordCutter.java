package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of an XML file before every start tag of one element, so that each record can be
 * parsed alone: damage in one does not reach the next, and places are exact however long the file.
 *
 * <p>Text cannot hold such a tag, because it must write {@code <} as an entity; a CDATA section
 * could, and then two pieces are no XML. Never holds more than one record: one above the limit is
 * passed over. Cost: one pass, and one copy of what a buffer ends in.
 */
final class RecordCutter {
  private static final int INITIAL_SIZE = 1 << 18;

  /** Takes the records. */
  interface Records {
    /** Takes what stands before the first record, at most as much as the limit. */
    void prologue(String xml) throws IOException;

    /**
     * Takes a record with what follows up to the next one; the bytes are valid during the call.
     *
     * @param last whether no record follows
     */
    void record(byte[] bytes, int from, int to, long offset, boolean last) throws IOException;

    /** Takes note of a record above the limit, with the first bytes of it. */
    void tooLong(byte[] bytes, int from, int to, long offset) throws IOException;
  }

  private final InputStream in;
  private final byte[] startTag;
  private final int maxRecord;
  private byte[] bytes = new byte[INITIAL_SIZE];
  private int start;
  private int scanned;
  private int end;
  private long startOffset;

  /** What is being read. */
  private enum State {
    PROLOGUE,
    RECORD,
    /** A record above the limit, or the rest of one whose begin is missing. */
    PASSING
  }

  private State state = State.PROLOGUE;

  /**
   * Cuts UTF-8.
   *
   * @param element the name of the element that a record is
   */
  RecordCutter(InputStream in, String element, int maxRecord) {
    this.in = in;
    this.startTag = ("<" + element).getBytes(UTF_8);
    this.maxRecord = maxRecord;
  }

  /** Reads all records; returns whether there was one. */
  boolean read(Records records) throws IOException {
    boolean any = false;
    while (true) {
      int tag = nextTag();
      if (tag >= 0) {
        end(records, tag, false);
        state = State.RECORD;
        any = true;
        scanned = start + startTag.length;
      } else if (end - start > maxRecord && state != State.PASSING) {
        pass(records);
      } else if (!fill()) {
        end(records, end, true);
        return any;
      }
    }
  }

  /** Reads on where something is missing, from the next record that begins. */
  boolean readOn(Records records) throws IOException {
    state = State.PASSING;
    return read(records);
  }

  /** The record, or what stands before all of them, ends. */
  private void end(Records records, int to, boolean last) throws IOException {
    switch (state) {
      case PROLOGUE -> records.prologue(new String(bytes, start, to - start, UTF_8));
      case RECORD -> {
        if (to - start > maxRecord) {
          records.tooLong(bytes, start, to, startOffset);
        } else {
          records.record(bytes, start, to, startOffset, last);
        }
      }
      case PASSING -> {
        // Told of already.
      }
    }
    consume(to);
  }

  private void pass(Records records) throws IOException {
    if (state == State.RECORD) {
      records.tooLong(bytes, start, end, startOffset);
    } else {
      records.prologue(new String(bytes, start, end - start, UTF_8));
    }
    state = State.PASSING;
  }

  private void consume(int to) {
    startOffset += to - start;
    start = to;
    scanned = to;
  }

  /** Where the next start tag begins, or -1; what may be the begin of one is looked at again. */
  private int nextTag() {
    int last = end - startTag.length - 1;
    byte[] from = bytes;
    int i = scanned;
    while (i <= last) {
      if (from[i] == '<' && isTag(i)) {
        return i;
      }
      i++;
    }
    scanned = Math.max(scanned, i);
    if (state == State.PASSING) {
      consume(scanned);
    }
    return -1;
  }

  private boolean isTag(int at) {
    if (!Arrays.equals(bytes, at, at + startTag.length, startTag, 0, startTag.length)) {
      return false;
    }
    byte next = bytes[at + startTag.length];
    return next == '>'
        || next == '/'
        || next == ' '
        || next == '\n'
        || next == '\r'
        || next == '\t';
  }

  private boolean fill() throws IOException {
    if (end == bytes.length) {
      // Room for a record of the limit and a tag more is enough to know that it is too long.
      long most = Math.max(INITIAL_SIZE, maxRecord + 2L + startTag.length);
      long wanted = start > bytes.length / 2 ? bytes.length : Math.min(2L * (end - start), most);
      byte[] target = wanted > bytes.length ? new byte[(int) wanted] : bytes;
      System.arraycopy(bytes, start, target, 0, end - start);
      bytes = target;
      end -= start;
      scanned -= start;
      start = 0;
    }
    int read = in.read(bytes, end, bytes.length - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    return true;
  }
}
