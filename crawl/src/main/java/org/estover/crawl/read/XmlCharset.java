package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charset of an XML file, by its byte order mark or else by its declaration. */
final class XmlCharset {
  private static final int DECLARATION_BYTES = 256;
  private static final Pattern DECLARATION =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  private XmlCharset() {}

  /** Returns the bytes as UTF-8; empty where the file declares a charset that nobody knows. */
  static Optional<InputStream> asUtf8(UnpackedBytes bytes) throws IOException {
    byte[] head = bytes.head(DECLARATION_BYTES);
    Optional<Charset> charset = of(head);
    return charset.map(
        known -> known.equals(UTF_8) ? bytes : new Recoded(new InputStreamReader(bytes, known)));
  }

  private static Optional<Charset> of(byte[] head) {
    int first = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | (head[1] & 0xff);
    if (first == 0xfeff || first == '<') {
      return Optional.of(UTF_16BE);
    }
    if (first == 0xfffe || first == '<' << 8) {
      return Optional.of(UTF_16LE);
    }
    String text = new String(head, ISO_8859_1);
    Matcher declared = DECLARATION.matcher(text);
    if (!declared.find()) {
      return Optional.of(UTF_8);
    }
    try {
      Charset named = Charset.forName(declared.group(1));
      // Bytes that read as ASCII are in no charset of two bytes a character.
      return Optional.of(
          named.name().startsWith("UTF-16") || named.name().equals("US-ASCII") ? UTF_8 : named);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** Characters as UTF-8; broken ones are U+FFFD. */
  private static final class Recoded extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[1 << 14];
    private int kept;
    private byte[] bytes = new byte[0];
    private int position;

    Recoded(Reader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position == bytes.length && !fill()) {
        return -1;
      }
      int read = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, target, offset, read);
      position += read;
      return read;
    }

    private boolean fill() throws IOException {
      int read = reader.read(chars, kept, chars.length - kept);
      if (read < 0 && kept == 0) {
        return false;
      }
      int size = kept + Math.max(0, read);
      // The second half of a pair comes with the next characters.
      boolean half = read >= 0 && Character.isHighSurrogate(chars[size - 1]);
      int whole = half ? size - 1 : size;
      bytes = new String(chars, 0, whole).getBytes(UTF_8);
      position = 0;
      chars[0] = half ? chars[size - 1] : 0;
      kept = half ? 1 : 0;
      return bytes.length > 0 || fill();
    }
  }
}
