package org.estover.crawl.extract;

import org.estover.crawl.extract.Extraction.Extracted;
import org.estover.crawl.extract.Extraction.NotText;

/** Reads plain text and source code: decodes it and makes line ends line feeds. Thread-safe. */
final class PlainTextExtractor {
  private static final int MAX_BROKEN_SHARE = 20;

  /**
   * Extracts a text.
   *
   * @param charset the charset that the payload came with, or ""
   */
  public Extraction extract(byte[] payload, String charset) {
    String text = Charsets.decodeText(payload, charset);
    int broken = 0;
    boolean returns = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return new NotText("nul-byte");
      }
      returns |= c == '\r';
      if (c == '\ufffd' || (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f')) {
        broken++;
      }
    }
    if (broken > text.length() / MAX_BROKEN_SHARE) {
      return new NotText("binary");
    }
    String lines = returns ? text.replace("\r\n", "\n").replace('\r', '\n') : text;
    String trimmed = lines.stripTrailing();
    return trimmed.isBlank() ? new NotText("no-text") : new Extracted(trimmed, "");
  }
}
