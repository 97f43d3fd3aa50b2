package org.estover.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries as a bundle's file holds them: each behind its length in two bytes, big-endian.
 *
 * @param entries the entries
 * @param offsets where each one's length starts in the file
 */
record EntryBundle(List<byte[]> entries, List<Integer> offsets) {

  static final int LENGTH_SIZE = 2;

  /**
   * Reads a bundle.
   *
   * @throws CorruptLogException if the last entry is cut off, naming its offset
   */
  static EntryBundle parse(String path, byte[] bytes) throws CorruptLogException {
    EntryBundle bundle = whole(bytes);
    int end = bundle.end();
    if (end != bytes.length) {
      throw Errors.cutEntry(path, bundle.entries.size(), end);
    }
    return bundle;
  }

  /** The entries before the first one that is cut off. */
  static EntryBundle whole(byte[] bytes) {
    List<byte[]> entries = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int at = 0;
    while (at + LENGTH_SIZE <= bytes.length) {
      int end = at + LENGTH_SIZE + length(bytes, at);
      if (end > bytes.length) {
        break;
      }
      offsets.add(at);
      entries.add(Arrays.copyOfRange(bytes, at + LENGTH_SIZE, end));
      at = end;
    }
    return new EntryBundle(entries, offsets);
  }

  /** The length of the entry whose length stands at a place. */
  static int length(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /** Where the byte after the last entry stands. */
  int end() {
    int last = entries.size() - 1;
    return last < 0 ? 0 : offsets.get(last) + LENGTH_SIZE + entries.get(last).length;
  }

  static void append(ByteArrayOutputStream out, byte[] entry) {
    out.write(entry.length >> 8);
    out.write(entry.length);
    out.writeBytes(entry);
  }
}
