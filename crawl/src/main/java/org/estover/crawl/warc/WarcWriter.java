package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
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
  private final FileChannel file;
  private final org.netpreserve.jwarc.WarcWriter records;

  private WarcWriter(FileChannel file) throws IOException {
    this.file = file;
    this.records = new org.netpreserve.jwarc.WarcWriter(file, WarcCompression.GZIP);
  }

  /**
   * Where a group of records lies in its file.
   *
   * @param offset where its first record begins
   * @param end the offset behind its last record; a file cut here is whole
   */
  public record Written(long offset, long end) {}

  /**
   * Creates a file that begins with a {@code warcinfo} record.
   *
   * @throws IOException if the file is there already, or cannot be written
   */
  public static WarcWriter create(Path file, String software, Instant now) throws IOException {
    WarcWriter writer =
        new WarcWriter(
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    writer.writeInfo(file, software, now);
    return writer;
  }

  /**
   * Goes on in a file that an earlier writer left, behind a group of records that it wrote; what
   * stands behind those is cut off. At offset 0 the file begins anew, also one that is not there.
   *
   * @param offset the {@link Written#end} of the last group to keep, or 0
   * @throws IOException if the file ends before the offset, no record begins or ends there, or it
   *     cannot be written
   */
  public static WarcWriter resume(Path file, long offset, String software, Instant now)
      throws IOException {
    FileChannel channel =
        offset == 0
            ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long size = channel.size();
      if (offset > size) {
        throw Errors.beyondEnd(file, offset, size);
      }
      if (offset > 0 && offset < size && !isMemberStart(channel, offset)) {
        throw Errors.noRecordEndsAt(file, offset);
      }
      channel.truncate(offset).position(offset);
      WarcWriter writer = new WarcWriter(channel);
      if (offset == 0) {
        writer.writeInfo(file, software, now);
      }
      writer.force();
      return writer;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * A record that is cut within is found out by its reader; what is no record at all is not ours.
   */
  private static boolean isMemberStart(FileChannel channel, long offset) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(2);
    channel.read(magic, offset);
    // What a kill leaves behind the offset may be a single byte of the next record.
    return (magic.get(0) & 0xff) == 0x1f && (magic.position() < 2 || (magic.get(1) & 0xff) == 0x8b);
  }

  private void writeInfo(Path file, String software, Instant now) throws IOException {
    records.write(
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .date(now)
            .filename(String.valueOf(file.getFileName()))
            .fields(
                Map.of("software", List.of(software), "format", List.of("WARC File Format 1.1")))
            .build());
  }

  /** Returns the offset behind the last record; a file cut here is whole. */
  public long end() throws IOException {
    return file.position();
  }

  /** Returns once all that was written has reached the disk. */
  public void force() throws IOException {
    file.force(true);
  }

  /**
   * Writes an exchange as a {@code response}, a {@code request} and a {@code metadata} record; the
   * latter two name the first.
   *
   * @param requestFields the header fields sent, without {@code Host}
   * @param outcome the outcome class that the metadata record keeps
   * @param now the date of a capture that names none
   * @return where they lie; the response comes first
   */
  public Written write(Capture capture, List<HttpField> requestFields, String outcome, Instant now)
      throws IOException {
    long offset = file.position();
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
    return new Written(offset, file.position());
  }

  /** Writes a {@code metadata} record about a request that brought no answer. */
  public Written writeFailure(String uri, String outcome, Instant now) throws IOException {
    long offset = file.position();
    records.write(metadata(uri, outcome, now).build());
    return new Written(offset, file.position());
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
