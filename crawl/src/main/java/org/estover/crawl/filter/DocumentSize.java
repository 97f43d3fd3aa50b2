package org.estover.crawl.filter;

/**
 * Drops texts that are empty or too large to be one document.
 *
 * @param maxBytes the largest size, in bytes of UTF-8
 */
public record DocumentSize(long maxBytes) implements Filter {
  private static final String NAME = "document-size-v1";

  public DocumentSize {
    if (maxBytes < 1) {
      throw Errors.badMaxBytes(maxBytes);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge(CharSequence text) {
    if (isBlank(text)) {
      return new Verdict.Drop(NAME, "empty");
    }
    // A char makes at least one byte and at most three, so most texts need no count.
    if (3L * text.length() > maxBytes && utf8Size(text) > maxBytes) {
      return new Verdict.Drop(NAME, "too-large");
    }
    return Verdict.KEEP;
  }

  private static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }

  private static long utf8Size(CharSequence text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        size += 2;
      } else {
        size += 3;
      }
    }
    return size;
  }
}
