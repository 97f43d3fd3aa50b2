package org.estover.crawl.fetch.engine;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * A number for what a page says, equal for pages that say the same: the text of its markup without
 * white space, whatever their links and attributes. Never 0.
 */
final class Fingerprint {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** Of an HTML page. */
  static long of(Document page) {
    Text text = new Text();
    page.traverse(text);
    return nonZero(text.hash);
  }

  /** Of any other payload. */
  static long of(byte[] payload) {
    long hash = START;
    for (byte b : payload) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return nonZero(hash);
  }

  private static long nonZero(long hash) {
    return hash == 0 ? START : hash;
  }

  private static final class Text implements NodeVisitor {
    private long hash = START;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        String whole = text.getWholeText();
        for (int i = 0; i < whole.length(); i++) {
          char c = whole.charAt(i);
          if (!Character.isWhitespace(c)) {
            hash = (hash ^ c) * PRIME;
          }
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {}
  }
}
