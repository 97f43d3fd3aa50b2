package org.estover.crawl.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
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
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SiteFile(Kind kind, String subject, int status, byte[] body) {
  /** The status of an answer that may have been fine, but whose body cannot be read. */
  static final int UNREAD = 0;

  private static final String RSL_TYPE = "application/rsl+xml";
  private static final int HEAD = 4096;
  private static final byte[] NOTHING = {};

  /** The kinds of site files; one byte more than is read tells that there is more. */
  enum Kind {
    ROBOTS_TXT(RobotsFile.MAX_BYTES + 1),
    TDMREP_JSON(TdmRepFile.MAX_BYTES + 1),
    RSL_DOCUMENT(RslDocument.MAX_BYTES + 1);

    private final int maxBytes;

    Kind(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    /** The name in kebab case. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The site file that a record holds, if it holds one. */
  static Optional<SiteFile> of(String uri, HttpReading reading) {
    String authority = authority(uri);
    String path = uri.substring(pathStart(uri));
    if (!authority.isEmpty() && path.equals("/robots.txt")) {
      return Optional.of(of(Kind.ROBOTS_TXT, authority, reading));
    }
    if (!authority.isEmpty() && path.equals(TdmRepFile.PATH)) {
      return Optional.of(of(Kind.TDMREP_JSON, authority, reading));
    }
    boolean license =
        reading instanceof Capture capture
            && isSuccess(capture.status())
            && capture.mediaType().equals(RSL_TYPE);
    return license ? Optional.of(of(Kind.RSL_DOCUMENT, uri, reading)) : Optional.empty();
  }

  private static SiteFile of(Kind kind, String subject, HttpReading reading) {
    if (reading instanceof Capture capture) {
      byte[] body = isSuccess(capture.status()) ? capture.body() : NOTHING;
      byte[] head = body.length > kind.maxBytes ? Arrays.copyOf(body, kind.maxBytes) : body;
      return new SiteFile(kind, subject, capture.status(), head);
    }
    if (reading instanceof HttpReading.Unreadable unreadable) {
      int status = isSuccess(unreadable.status()) ? UNREAD : unreadable.status();
      return new SiteFile(kind, subject, status, NOTHING);
    }
    throw new AssertionError(reading);
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status <= 299;
  }

  /** Whether a record may hold a site file; quick, and wrong to one side only. */
  static boolean mayBeIn(WarcRecord record) {
    String uri = record.uri();
    if (uri.endsWith("/robots.txt") || uri.endsWith(TdmRepFile.PATH)) {
      return true;
    }
    byte[] block = record.block();
    return new String(block, 0, Math.min(block.length, HEAD), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)
        .contains(RSL_TYPE);
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
