package org.estover.tokenize.reconstruct.reference;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Replaces texts at each place from left to right, the longest that fits. */
public final class NaiveSwap {
  private NaiveSwap() {}

  /** The text with every text replaced that is a key, where it is a whole word or may be none. */
  public static String replace(String text, Map<String, String> pairs, boolean wholeWords) {
    String bytes = bytes(text);
    StringBuilder changed = new StringBuilder();
    int at = 0;
    while (at < bytes.length()) {
      String longest = "";
      for (String from : pairs.keySet()) {
        String wanted = bytes(from);
        if (bytes.startsWith(wanted, at)
            && wanted.length() > bytes(longest).length()
            && (!wholeWords || NaiveTerms.isWhole(bytes, at, at + wanted.length()))) {
          longest = from;
        }
      }
      if (longest.isEmpty()) {
        changed.append(bytes.charAt(at));
        at++;
      } else {
        changed.append(bytes(pairs.getOrDefault(longest, "")));
        at += bytes(longest).length();
      }
    }
    byte[] utf8 = changed.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
