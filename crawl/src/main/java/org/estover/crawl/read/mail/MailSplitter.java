package org.estover.crawl.read.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an mbox file into messages, of any of its four dialects.
 *
 * <p>A message begins at a line {@code From sender date} that a header's line follows; without both
 * the line is text, since programs do not agree on quoting it. Of a text's line that begins with
 * {@code >From} one sign goes. Holds one message, of at most the size of a document, and one line's
 * beginning.
 */
final class MailSplitter {
  private static final Pattern POSTMARK = Pattern.compile("From .{0,300}\\d{1,2}:\\d\\d.{0,200}");
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]{1,100}[ \\t]?:.*");
  private static final Pattern QUOTED = Pattern.compile(">+From .*");
  private static final int HEAD_CHARS = 600;
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int maxMessage;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long position;

  /** The lines that were read and belong to what comes next. */
  private byte @Nullable [] postmark;

  private byte @Nullable [] pushedBack;
  private boolean lineEnded = true;
  private boolean first = true;
  private boolean mbox;

  MailSplitter(InputStream in, int maxMessage) {
    this.in = in;
    this.maxMessage = maxMessage;
  }

  /**
   * A message.
   *
   * @param offset where it begins, its postmark included
   * @param bytes without the postmark; empty where it is too large
   * @param tooLarge whether it was larger than a message may be
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Piece(long offset, byte[] bytes, boolean tooLarge) {}

  /** The next message, null at the end. */
  @Nullable Piece next() throws IOException {
    long offset = position - length(pushedBack) - length(postmark);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLarge = false;
    boolean some = postmark != null;
    postmark = null;
    boolean begins = true;
    byte[] line;
    while ((line = line()) != null) {
      boolean start = begins;
      begins = lineEnded;
      if (start && isPostmark(line)) {
        if (!some || first) {
          // The first one belongs to the first message.
          first = false;
          some = true;
          continue;
        }
        postmark = line;
        return piece(offset, bytes, tooLarge);
      }
      first = false;
      some = true;
      tooLarge |= bytes.size() + line.length > maxMessage;
      if (!tooLarge) {
        write(line, start, bytes);
      }
    }
    return some ? piece(offset, bytes, tooLarge) : null;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static Piece piece(long offset, ByteArrayOutputStream bytes, boolean tooLarge) {
    return new Piece(offset, tooLarge ? new byte[0] : bytes.toByteArray(), tooLarge);
  }

  private void write(byte[] line, boolean start, ByteArrayOutputStream bytes) {
    boolean quoted = mbox && start && line.length > 0 && line[0] == '>' && matches(QUOTED, line);
    bytes.write(line, quoted ? 1 : 0, line.length - (quoted ? 1 : 0));
  }

  /** Whether a line is a postmark: it looks like one, and a header's line comes next. */
  private boolean isPostmark(byte[] line) throws IOException {
    if (!startsWithFrom(line) || !lineEnded) {
      return false;
    }
    boolean dated = matches(POSTMARK, line);
    if (!dated && !first) {
      return false;
    }
    byte[] following = line();
    pushedBack = following;
    boolean is = following == null ? first : matches(FIELD, following);
    mbox |= is;
    return is;
  }

  private static boolean startsWithFrom(byte[] line) {
    return line.length > 5
        && line[0] == 'F'
        && line[1] == 'r'
        && line[2] == 'o'
        && line[3] == 'm'
        && line[4] == ' ';
  }

  private static boolean matches(Pattern pattern, byte[] line) {
    int length = Math.min(line.length, HEAD_CHARS);
    return pattern
        .matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing())
        .matches();
  }

  /** The next line with its end, or a piece of one that is long; null at the end. */
  private byte @Nullable [] line() throws IOException {
    if (pushedBack != null) {
      byte[] line = pushedBack;
      pushedBack = null;
      lineEnded = line[line.length - 1] == '\n';
      return line;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < BUFFER_BYTES) {
      if (at == end) {
        end = in.read(buffer);
        at = 0;
        if (end <= 0) {
          end = 0;
          break;
        }
      }
      int feed = at;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      int upTo = Math.min(end, feed + 1);
      line.write(buffer, at, upTo - at);
      at = upTo;
      if (feed < end) {
        break;
      }
    }
    if (line.size() == 0) {
      return null;
    }
    byte[] bytes = line.toByteArray();
    position += bytes.length;
    lineEnded = bytes[bytes.length - 1] == '\n';
    return bytes;
  }

  /** Whether bytes begin like a message. */
  static boolean isMessage(byte[] bytes) {
    int feed = 0;
    while (feed < bytes.length && feed < HEAD_CHARS && bytes[feed] != '\n') {
      feed++;
    }
    return matches(FIELD, Arrays.copyOf(bytes, feed));
  }
}
