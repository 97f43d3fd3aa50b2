package org.estover.crawl.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpReading;
import org.estover.crawl.warc.WarcRecord;

/**
 * A file that speaks for a whole site, as a WARC file holds it.
 *
 * <p>The body is not copied; nobody may change it.
 *
 * @param subject what it speaks for: scheme, host and port; of an RSL document its own URL
 * @param status the status of the answer, or {@link #UNREAD}
 * @param body as much of the body as is ever read; of answers other than 2xx nothing
 * @param date the ISO instant of the capture, or ""
 * @param file the name of the WARC file
 * @param offset where in it, as {@code WarcRecord} says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SiteFile(
    Kind kind, String subject, int status, byte[] body, String date, String file, long offset) {
  /** The status of an answer that may have been fine, but whose body cannot be read. */
  public static final int UNREAD = 0;

  /**
   * Which of several captures of one site file speaks for pages of other WARC files, the first in
   * this order: one that was read goes before one that could not be had, and that before one that
   * says that there is no file; then the earliest, and by name and offset.
   */
  static final Comparator<SiteFile> PRECEDENCE =
      Comparator.comparingInt(SiteFile::silence)
          .thenComparing(SiteFile::date)
          .thenComparing(SiteFile::file)
          .thenComparingLong(SiteFile::offset);

  private static final String RSL_TYPE = "application/rsl+xml";
  private static final String RSL_NAMESPACE = "https://rslstandard.org/rsl";

  /** How far into a file its root element is looked for. */
  private static final int START_BYTES = 4096;

  /** An XML document's root in RSL's namespace, behind declaration and comments. */
  private static final Pattern ROOT =
      Pattern.compile(
          "[^<]{0,16}(?:<[?!][^>]*+>\\s*+){0,16}<(?:[A-Za-z0-9_.-]++:)?rsl\\s[^>]*"
              + Pattern.quote(RSL_NAMESPACE));

  private static final int TOO_MANY_REQUESTS = 429;
  private static final byte[] NOTHING = {};

  /** The kinds of site files; one byte more than is read tells that there is more. */
  public enum Kind {
    ROBOTS_TXT(RobotsFile.MAX_BYTES + 1),
    TDMREP_JSON(TdmRepFile.MAX_BYTES + 1),
    AI_TXT(AiTxtFile.MAX_BYTES + 1),
    RSL_DOCUMENT(RslDocument.MAX_BYTES + 1);

    private final int maxBytes;

    /** As many bytes as a crawl asks for: one more than is read. */
    public int maxBytes() {
      return maxBytes;
    }

    Kind(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    /** The name in kebab case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The site file that a record holds, if it holds one.
   *
   * @param reading what reading the record's message gave
   * @param file the name of the WARC file
   */
  static Optional<SiteFile> of(WarcRecord record, HttpReading reading, String file) {
    String uri = record.uri();
    String authority = authority(uri);
    String path = uri.substring(pathStart(uri));
    if (!authority.isEmpty() && path.equals("/robots.txt")) {
      return Optional.of(of(Kind.ROBOTS_TXT, authority, record, reading, file));
    }
    if (!authority.isEmpty() && path.equals(TdmRepFile.PATH)) {
      return Optional.of(of(Kind.TDMREP_JSON, authority, record, reading, file));
    }
    if (!authority.isEmpty() && path.equals(AiTxtFile.PATH) && isText(reading)) {
      return Optional.of(of(Kind.AI_TXT, authority, record, reading, file));
    }
    if (!(reading instanceof Capture capture) || !isLicense(capture)) {
      return Optional.empty();
    }
    String url = PageUrl.parse(uri).map(PageUrl::toString).orElse(uri);
    return Optional.of(of(Kind.RSL_DOCUMENT, url, record, reading, file));
  }

  /**
   * Whether an answer is an RSL document: by its type or, as many servers have none, by its root.
   */
  private static boolean isLicense(Capture capture) {
    return isSuccess(capture.status())
        && (capture.mediaType().equals(RSL_TYPE)
            || ROOT.matcher(start(capture.body(), 0)).lookingAt());
  }

  private static String start(byte[] bytes, int from) {
    int size = Math.min(START_BYTES, bytes.length - from);
    return new String(bytes, from, size, StandardCharsets.ISO_8859_1);
  }

  /** Whether a file may be an ai.txt: a page of that name is not. */
  private static boolean isText(HttpReading reading) {
    return reading instanceof Capture capture
        && isSuccess(capture.status())
        && capture.mediaType().equals("text/plain");
  }

  private static SiteFile of(
      Kind kind, String subject, WarcRecord record, HttpReading reading, String file) {
    if (reading instanceof Capture capture) {
      return answered(kind, subject, capture, file, record.offset());
    }
    if (reading instanceof HttpReading.Unreadable unreadable) {
      int status = isSuccess(unreadable.status()) ? UNREAD : unreadable.status();
      return new SiteFile(kind, subject, status, NOTHING, record.date(), file, record.offset());
    }
    throw new AssertionError(reading);
  }

  /** A file of which no answer came. */
  public static SiteFile unanswered(Kind kind, String subject) {
    return new SiteFile(kind, subject, UNREAD, NOTHING, "", "", 0);
  }

  /**
   * A file as an answer brought it. One that broke off cannot be known, unless all that is ever
   * read of it had come; an ai.txt can only reserve, and so does what came of it.
   *
   * @param file the name of the WARC file
   * @param offset where in it
   */
  public static SiteFile answered(
      Kind kind, String subject, Capture capture, String file, long offset) {
    int status = capture.status();
    byte[] body = isSuccess(status) ? capture.body() : NOTHING;
    boolean brokeOff = !capture.whole() && body.length < kind.maxBytes - 1;
    if (kind == Kind.AI_TXT) {
      body = isText(capture) ? body : NOTHING;
    } else if (isSuccess(status) && brokeOff) {
      status = UNREAD;
      body = NOTHING;
    }
    byte[] head = body.length > kind.maxBytes ? Arrays.copyOf(body, kind.maxBytes) : body;
    return new SiteFile(kind, subject, status, head, capture.date(), file, offset);
  }

  /** This file if what it says cannot be known. */
  SiteFile unread() {
    return new SiteFile(kind, subject, UNREAD, NOTHING, date, file, offset);
  }

  /** This file without what it says. */
  SiteFile withoutBody() {
    return new SiteFile(kind, subject, status, NOTHING, date, file, offset);
  }

  private int silence() {
    if (isSuccess(status)) {
      return 0;
    }
    return status >= 300 && status <= 499 && status != TOO_MANY_REQUESTS ? 2 : 1;
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status <= 299;
  }

  /** Whether a record may hold a site file; quick, and wrong to one side only. */
  static boolean mayBeIn(WarcRecord record) {
    String uri = record.uri();
    if (uri.endsWith("/robots.txt")
        || uri.endsWith(TdmRepFile.PATH)
        || uri.endsWith(AiTxtFile.PATH)) {
      return true;
    }
    // A resource has its type in the record's own head, a response in that of its block.
    byte[] block = record.block();
    int headSize = headSize(block);
    String head = new String(block, 0, headSize, StandardCharsets.ISO_8859_1);
    return (record.contentType() + head).toLowerCase(Locale.ROOT).contains(RSL_TYPE)
        || start(block, headSize).contains(RSL_NAMESPACE)
        || start(block, 0).contains(RSL_NAMESPACE);
  }

  /** Where the empty line is that ends an HTTP head, or the block's end. */
  private static int headSize(byte[] block) {
    for (int i = 0; i + 2 < block.length; i++) {
      boolean lineEnds = block[i] == '\n';
      if (lineEnds && (block[i + 1] == '\n' || (block[i + 1] == '\r' && block[i + 2] == '\n'))) {
        return i;
      }
    }
    return block.length;
  }

  /** Scheme, host and port of an HTTP URL in lower case, without a default port, or "". */
  static String authority(String uri) {
    int slashes = uri.indexOf("://");
    int path = pathStart(uri);
    if (path == 0) {
      return "";
    }
    String scheme = uri.substring(0, slashes).toLowerCase(Locale.ROOT);
    String host = uri.substring(slashes + 3, path).toLowerCase(Locale.ROOT);
    host = host.substring(host.lastIndexOf('@') + 1);
    String port = scheme.equals("https") ? ":443" : ":80";
    return scheme
        + "://"
        + (host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host);
  }

  /** Where the path of an HTTP URL begins, or 0 if it is none. */
  private static int pathStart(String uri) {
    boolean http = uri.regionMatches(true, 0, "http://", 0, 7);
    if (!http && !uri.regionMatches(true, 0, "https://", 0, 8)) {
      return 0;
    }
    int path = http ? 7 : 8;
    while (path < uri.length() && "/?#".indexOf(uri.charAt(path)) < 0) {
      path++;
    }
    return path;
  }
}
