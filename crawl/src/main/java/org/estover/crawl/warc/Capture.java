package org.estover.crawl.warc;

import java.util.List;
import java.util.Optional;

/**
 * One HTTP response kept in a WARC, its body free of transfer and content coding.
 *
 * <p>The body is not copied; nobody may change it.
 *
 * @param uri the URL that was asked for
 * @param date the ISO instant of the capture, or ""
 * @param status the status code
 * @param fields the header fields in the order sent, as they were sent
 * @param body the decoded body
 * @param whole whether the body is all that the server meant to send
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Capture(
    String uri, String date, int status, List<HttpField> fields, byte[] body, boolean whole)
    implements HttpReading {
  public Capture {
    fields = List.copyOf(fields);
  }

  /**
   * Reads the HTTP message in a record's block.
   *
   * @param maxBytes the largest body, decoded
   */
  public static HttpReading of(WarcRecord response, int maxBytes) {
    return HttpMessage.read(response, maxBytes);
  }

  /**
   * Returns the capture of which a revisit record tells together with the one whose payload it
   * stands for.
   */
  public static Capture ofRevisit(WarcRecord revisit, Capture earlier) {
    return HttpMessage.together(earlier, revisit);
  }

  /**
   * Returns what an answer says that the capture of before holds still (status 304): its payload,
   * with the fields that the answer brought in place of those of their names (RFC 9110, section
   * 15.4.5).
   */
  public static Capture notModified(Capture earlier, Capture answer) {
    return new Capture(
        answer.uri(),
        answer.date(),
        earlier.status(),
        HttpMessage.updated(earlier.fields(), answer.fields()),
        earlier.body(),
        earlier.whole());
  }

  /** Returns the value of the first field with a name, whatever its case. */
  public Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(HttpField::value)
        .findFirst();
  }

  /** Returns the media type in lower case without parameters, or "". */
  public String mediaType() {
    return MediaTypes.type(field("Content-Type").orElse(""));
  }

  /** Returns the charset that the Content-Type names, or "". */
  public String charset() {
    return MediaTypes.charset(field("Content-Type").orElse(""));
  }
}
