package org.estover.crawl.document;

/**
 * How many tags a page has: what a parsed page takes of memory follows from them, and not from its
 * size, of which three bytes are enough for one.
 *
 * <p>Five million paragraphs are 20 MB, and would take 2 GB; the longest pages that people wrote
 * have some hundred thousand tags.
 */
public final class PageTags {
  /** The most tags of a page that is parsed: they take some 400 MB. */
  private static final int MOST = 1_000_000;

  private PageTags() {}

  /** Whether a page has more tags than a parser should be given; in any charset, about. */
  public static boolean areTooMany(byte[] page) {
    int tags = 0;
    // A page that is shorter cannot have that many.
    for (int i = 0; i + 1 < page.length && page.length > 2 * MOST; i++) {
      // In UTF-16 a NUL follows.
      if (page[i] == '<' && (page[i + 1] == 0 || isLetter(page[i + 1])) && ++tags > MOST) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
