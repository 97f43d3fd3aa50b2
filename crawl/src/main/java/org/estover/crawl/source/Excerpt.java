package org.estover.crawl.source;

/** The beginning of bytes that nobody could read, in printable ASCII. */
public final class Excerpt {
  private static final int MAX_CHARS = 80;

  private Excerpt() {}

  /** Returns the first printable bytes; others are question marks. */
  public static String of(byte[] bytes, int from, int to) {
    StringBuilder excerpt = new StringBuilder();
    for (int i = from; i < to && excerpt.length() < MAX_CHARS; i++) {
      excerpt.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '?');
    }
    return excerpt.toString();
  }
}
