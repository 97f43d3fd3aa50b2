package org.estover.dedupe.span;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definition, word for word: all windows in a map by content. */
final class SlowSpans {
  private SlowSpans() {}

  /** The marked bytes of the texts laid end to end; windows lie within a text. */
  static BitSet marked(List<byte[]> texts, int minBytes, SpanMode mode) {
    Map<String, Integer> firsts = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    BitSet marked = new BitSet();
    for (boolean counting : new boolean[] {true, false}) {
      int start = 0;
      for (byte[] text : texts) {
        for (int at = 0; at + minBytes <= text.length; at++) {
          String window = new String(text, at, minBytes, StandardCharsets.ISO_8859_1);
          int position = start + at;
          if (counting) {
            firsts.putIfAbsent(window, position);
            counts.merge(window, 1, Integer::sum);
            continue;
          }
          boolean isLater = firsts.getOrDefault(window, position) < position;
          boolean isRepeated = counts.getOrDefault(window, 0) > 1;
          if (mode == SpanMode.KEEP_ONE ? isLater : isRepeated) {
            marked.set(position, position + minBytes);
          }
        }
        start += text.length;
      }
    }
    return marked;
  }
}
