package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCompression;
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
            .date(now)
            .filename(String.valueOf(file.getFileName()))
            .fields(
                Map.of("software", List.of(software), "format", List.of("WARC File Format 1.0")))
            .build());
    return writer;
  }

  /**
   * Writes one capture as a {@code response} record.
   *
   * @param now the date of a capture that names none
   * @return the offset of the record in the file
   */
  public long write(Capture capture, Instant now) throws IOException {
    long offset = records.position();
    WarcResponse.Builder record =
        new WarcResponse.Builder(capture.uri())
            .date(capture.date().isEmpty() ? now : Instant.parse(capture.date()))
            .body(MediaType.HTTP_RESPONSE, message(capture));
    if (!capture.whole()) {
      record.addHeader("WARC-Truncated", "unspecified");
    }
    records.write(record.build());
    return offset;
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
