package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Writes captures into a new WARC file, one gzip member a record; not thread-safe.
 *
 * <p>The body is written without transfer and content coding, and the fields that spoke of them are
 * renamed to {@code X-Crawler-...}, so that other readers do not decode it again.
 */
public final class WarcWriter implements Closeable {
  private final org.netpreserve.jwarc.WarcWriter records;

  private WarcWriter(org.netpreserve.jwarc.WarcWriter records) {
    this.records = records;
  }

  /**
   * Creates a file that begins with a {@code warcinfo} record.
   *
   * @throws IOException if the file is there already, or cannot be written
   */
  public static WarcWriter create(Path file, String software, Instant now) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    WarcWriter writer =
        new WarcWriter(new org.netpreserve.jwarc.WarcWriter(channel, WarcCompression.GZIP));
    writer.records.write(
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .date(now)
            .filename(String.valueOf(file.getFileName()))
            .fields(
                Map.of("software", List.of(software), "format", List.of("WARC File Format 1.1")))
            .build());
    return writer;
  }

  /**
   * Writes an exchange as a {@code response}, a {@code request} and a {@code metadata} record; the
   * latter two name the first.
   *
   * @param requestFields the header fields sent, without {@code Host}
   * @param outcome the outcome class that the metadata record keeps
   * @param now the date of a capture that names none
   * @return the offset of the response in the file
   */
  public long write(Capture capture, List<HttpField> requestFields, String outcome, Instant now)
      throws IOException {
    long offset = records.position();
    WarcResponse response = response(capture, now);
    records.write(response);
    records.write(
        new WarcRequest.Builder(capture.uri())
            .version(MessageVersion.WARC_1_1)
            .date(response.date())
            .concurrentTo(response.id())
            .body(MediaType.HTTP_REQUEST, request(capture.uri(), requestFields))
            .build());
    records.write(
        metadata(capture.uri(), outcome, response.date()).concurrentTo(response.id()).build());
    return offset;
  }

  /** Writes a {@code metadata} record about a request that brought no answer. */
  public void writeFailure(String uri, String outcome, Instant now) throws IOException {
    records.write(metadata(uri, outcome, now).build());
  }

  private static WarcResponse response(Capture capture, Instant now) {
    WarcResponse.Builder record =
        new WarcResponse.Builder(capture.uri())
            .version(MessageVersion.WARC_1_1)
            .date(capture.date().isEmpty() ? now : Instant.parse(capture.date()))
            .body(MediaType.HTTP_RESPONSE, message(capture));
    if (!capture.whole()) {
      record.addHeader("WARC-Truncated", "unspecified");
    }
    return record.build();
  }

  private static WarcMetadata.Builder metadata(String uri, String outcome, Instant now) {
    return new WarcMetadata.Builder()
        .version(MessageVersion.WARC_1_1)
        .date(now)
        .targetURI(uri)
        .fields(Map.of("outcome", List.of(outcome)));
  }

  private static byte[] request(String uri, List<HttpField> fields) {
    URI target = URI.create(uri);
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    StringBuilder head = new StringBuilder("GET ").append(target.getRawPath()).append(query);
    head.append(" HTTP/1.1\r\nHost: ").append(target.getRawAuthority()).append("\r\n");
    for (HttpField field : fields) {
      head.append(field.name()).append(": ").append(oneLine(field.value())).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static byte[] message(Capture capture) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(capture.status()).append("\r\n");
    for (HttpField field : capture.fields()) {
      boolean coding =
          field.name().equalsIgnoreCase("Content-Encoding")
              || field.name().equalsIgnoreCase("Transfer-Encoding")
              || field.name().equalsIgnoreCase("Content-Length");
      head.append(coding ? "X-Crawler-" : "").append(oneLine(field.name()));
      head.append(": ").append(oneLine(field.value())).append("\r\n");
    }
    head.append("Content-Length: ").append(capture.body().length).append("\r\n\r\n");
    byte[] headBytes = head.toString().getBytes(ISO_8859_1);
    byte[] message = new byte[headBytes.length + capture.body().length];
    System.arraycopy(headBytes, 0, message, 0, headBytes.length);
    System.arraycopy(capture.body(), 0, message, headBytes.length, capture.body().length);
    return message;
  }

  private static String oneLine(String value) {
    return value.replaceAll("[\r\n]+", " ");
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
