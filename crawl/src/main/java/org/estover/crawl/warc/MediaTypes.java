package org.estover.crawl.warc;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads media types leniently: what does not fit gives "". */
public final class MediaTypes {
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
  private static final int SNIFFED = 1024;

  private MediaTypes() {}

  /** Returns {@code type/subtype} of a Content-Type in lower case, or "". */
  public static String type(String contentType) {
    int end = 0;
    String value = contentType.strip();
    while (end < value.length() && ";, \t".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    String type = value.substring(0, end).toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    return slash > 0 && slash < type.length() - 1 ? type : "";
  }

  /** Whether a payload is read as HTML: by its media type or, where it has none, by its start. */
  public static boolean isHtml(String type, byte[] payload) {
    return HTML.contains(type) || (type.isEmpty() && looksLikeHtml(payload));
  }

  private static boolean looksLikeHtml(byte[] payload) {
    String head =
        new String(payload, 0, Math.min(payload.length, SNIFFED), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return head.contains("<html") || head.contains("<!doctype html");
  }

  /** The name, or null where no charset is called so: then a page's markup may name one. */
  public static @Nullable String supportedCharset(String name) {
    try {
      return !name.isEmpty() && Charset.isSupported(name) ? name : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }

  /** Returns the charset parameter of a Content-Type in lower case, or "". */
  public static String charset(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("charset");
    if (at < 0) {
      return "";
    }
    int equals = lower.indexOf('=', at);
    if (equals < 0) {
      return "";
    }
    int start = equals + 1;
    while (start < lower.length() && " \t\"'".indexOf(lower.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < lower.length() && " \t\"';,".indexOf(lower.charAt(end)) < 0) {
      end++;
    }
    return lower.substring(start, end);
  }
}
