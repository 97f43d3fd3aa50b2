package org.estover.crawl.warc;

/** Searches in byte arrays. */
final class Bytes {
  private Bytes() {}

  static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The index behind the first empty line, or the length if there is none. */
  static int endOfHead(byte[] block) {
    for (int i = 0; i < block.length; i++) {
      if (block[i] == '\n') {
        if (i + 1 < block.length && block[i + 1] == '\n') {
          return i + 2;
        }
        if (i + 2 < block.length && block[i + 1] == '\r' && block[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    return block.length;
  }
}
