package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes bytes: by their byte order mark, else the charset they came with, else the one a page
 * declares about itself, else as UTF-8 where they are valid UTF-8.
 *
 * <p>The mark goes first because it is part of the bytes and servers' configurations are not
 * (WHATWG Encoding, section 6). Labels mean what browsers take them for: {@code iso-8859-1} is
 * windows-1252. Malformed bytes become U+FFFD.
 */
public final class Charsets {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int DECLARATION_BYTES = 4096;
  private static final int DETECTION_BYTES = 1 << 16;
  private static final int MIN_CONFIDENCE = 50;
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?i)<(?:meta|\\?xml)[^>]{0,200}(?:charset|encoding)\\s*=\\s*[\"']?([\\w.:-]+)");
  private static final Map<String, String> LABELS =
      Map.of(
          "iso-8859-1", "windows-1252",
          "iso8859-1", "windows-1252",
          "latin1", "windows-1252",
          "latin-1", "windows-1252",
          "us-ascii", "windows-1252",
          "ascii", "windows-1252",
          "iso-8859-9", "windows-1254",
          "gb2312", "gb18030",
          "gbk", "gb18030",
          "shift_jis", "windows-31j");

  private Charsets() {}

  /** Decodes a page. */
  static String decodeHtml(byte[] bytes, String declared) {
    return afterMark(bytes)
        .or(() -> byLabel(bytes, declared))
        .or(() -> byLabel(bytes, declarationIn(bytes)))
        .or(() -> asUtf8(bytes))
        .orElseGet(() -> new String(bytes, WINDOWS_1252));
  }

  /** Decodes plain text; without any hint the charset is guessed from the bytes. */
  public static String decodeText(byte[] bytes, String declared) {
    return afterMark(bytes)
        .or(() -> byLabel(bytes, declared))
        .or(() -> asUtf8(bytes))
        .or(() -> detected(bytes))
        .orElseGet(() -> new String(bytes, WINDOWS_1252));
  }

  private static Optional<String> afterMark(byte[] bytes) {
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return Optional.of(new String(bytes, 3, bytes.length - 3, UTF_8));
    } else if (startsWith(bytes, 0xfe, 0xff)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, UTF_16BE));
    } else if (startsWith(bytes, 0xff, 0xfe)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, UTF_16LE));
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> byLabel(byte[] bytes, String label) {
    return find(label).map(charset -> new String(bytes, charset));
  }

  private static Optional<Charset> find(String label) {
    String name = label.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(LABELS.getOrDefault(name, name)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** What a page says in ASCII near its beginning; it cannot say so in UTF-16. */
  private static String declarationIn(byte[] bytes) {
    int length = Math.min(bytes.length, DECLARATION_BYTES);
    Matcher matcher = DECLARATION.matcher(new String(bytes, 0, length, ISO_8859_1));
    if (!matcher.find()) {
      return "";
    }
    String label = matcher.group(1).toLowerCase(Locale.ROOT);
    return label.startsWith("utf-16") ? "utf-8" : label;
  }

  private static Optional<String> asUtf8(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> detected(byte[] bytes) {
    byte[] head = bytes.length <= DETECTION_BYTES ? bytes : Arrays.copyOf(bytes, DETECTION_BYTES);
    CharsetMatch match = new CharsetDetector().setText(head).detect();
    return match != null && match.getConfidence() >= MIN_CONFIDENCE
        ? byLabel(bytes, match.getName())
        : Optional.empty();
  }
}
