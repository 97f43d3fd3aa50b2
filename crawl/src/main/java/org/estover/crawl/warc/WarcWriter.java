package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Writes captures into a WARC 1.1 file, one gzip member a record; not thread-safe.
 *
 * <p>The body is written without transfer and content coding, and the fields that spoke of them are
 * renamed to {@code X-Crawler-...}, so that other readers do not decode it again. Every record
 * names the SHA-256 of its block, and where it has a payload that of the payload.
 */
public final class WarcWriter implements Closeable {
  private static final int NOT_MODIFIED = 304;

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
   * @param reference what later records say of the group's first one
   */
  public record Written(long offset, long end, CaptureReference reference) {}

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
    StringBuilder fields = new StringBuilder();
    append(fields, "software", software);
    append(fields, "format", "WARC File Format 1.1");
    byte[] block = fields.toString().getBytes(UTF_8);
    records.write(
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .date(now)
            .filename(String.valueOf(file.getFileName()))
            .setHeader("WARC-Block-Digest", Digests.sha256(block))
            .body(MediaType.WARC_FIELDS, block)
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
   * Writes an exchange of which only request and outcome are noted.
   *
   * @param requestFields the header fields sent, without {@code Host}
   * @param outcome the outcome class that the metadata record keeps
   * @param now the date of a capture that names none
   */
  public Written write(Capture capture, List<HttpField> requestFields, String outcome, Instant now)
      throws IOException {
    return write(capture, ExchangeNote.of(outcome, requestFields), now);
  }

  /**
   * Writes an exchange as a {@code response}, a {@code request} and a {@code metadata} record; the
   * latter two name the first.
   *
   * @param now the date of a capture that names none
   * @return where they lie, and how a later {@code revisit} record may refer to the response
   */
  public Written write(Capture capture, ExchangeNote note, Instant now) throws IOException {
    long offset = file.position();
    byte[] head = HttpText.head(capture);
    byte[] block = new byte[head.length + capture.body().length];
    System.arraycopy(head, 0, block, 0, head.length);
    System.arraycopy(capture.body(), 0, block, head.length, capture.body().length);
    String payloadDigest = Digests.sha256(capture.body());
    WarcResponse.Builder builder =
        new WarcResponse.Builder(capture.uri()).setHeader("WARC-Payload-Digest", payloadDigest);
    if (!capture.whole()) {
      String reason = note.truncated();
      builder.setHeader("WARC-Truncated", reason.isEmpty() ? "unspecified" : reason);
    }
    WarcResponse response =
        completed(builder, MediaType.HTTP_RESPONSE, block, date(capture, now), note).build();
    records.write(response);
    writeAround(response, note);
    return written(offset, response, payloadDigest);
  }

  /**
   * Writes an exchange whose payload was captured before, as a {@code revisit}, a {@code request}
   * and a {@code metadata} record.
   *
   * @param answer what came now: an answer 304, whose body is empty; or one with the same payload
   *     as before, which is not written again
   * @param earlier the capture that holds the payload
   * @param now the date of an answer that names none
   * @return where they lie; later revisits may refer to the same earlier capture
   */
  public Written writeRevisit(
      Capture answer, CaptureReference earlier, ExchangeNote note, Instant now) throws IOException {
    boolean notModified = answer.status() == NOT_MODIFIED;
    String digest = notModified ? earlier.payloadDigest() : Digests.sha256(answer.body());
    if (!notModified && !digest.equals(earlier.payloadDigest())) {
      throw Errors.otherPayload(answer.uri(), digest, earlier);
    }
    long offset = file.position();
    WarcRevisit.Builder builder =
        new WarcRevisit.Builder(
            answer.uri(),
            notModified
                ? WarcRevisit.SERVER_NOT_MODIFIED_1_1
                : WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1);
    if (!earlier.recordId().isEmpty()) {
      builder.refersTo(URI.create(earlier.recordId()));
    }
    builder.setHeader("WARC-Refers-To-Target-URI", earlier.uri());
    builder.setHeader("WARC-Refers-To-Date", earlier.date());
    if (!digest.isEmpty()) {
      builder.setHeader("WARC-Payload-Digest", digest);
    }
    if (!notModified) {
      // The standard's word for a payload that was left off since another record has it.
      builder.setHeader("WARC-Truncated", "length");
    }
    byte[] block = HttpText.head(answer);
    WarcRevisit revisit =
        completed(builder, MediaType.HTTP_RESPONSE, block, date(answer, now), note).build();
    records.write(revisit);
    writeAround(revisit, note);
    return written(offset, revisit, digest);
  }

  private void writeAround(WarcCaptureRecord answer, ExchangeNote note) throws IOException {
    WarcRequest.Builder request =
        new WarcRequest.Builder(answer.target()).concurrentTo(answer.id());
    byte[] block = HttpText.request(answer.target(), note.requestFields());
    records.write(completed(request, MediaType.HTTP_REQUEST, block, answer.date(), note).build());
    records.write(metadata(answer.target(), answer.date(), note).concurrentTo(answer.id()).build());
  }

  /**
   * Writes a {@code metadata} record with what was found out about a capture later, such as the
   * signals of its markup.
   *
   * @param capture what it is about
   * @param now its date
   */
  public Written writeMetadata(CaptureReference capture, ExchangeNote note, Instant now)
      throws IOException {
    long offset = file.position();
    WarcMetadata record =
        metadata(capture.uri(), now, note)
            .setHeader("WARC-Refers-To", "<" + capture.recordId() + ">")
            .build();
    records.write(record);
    return written(offset, record, "");
  }

  /** Writes a {@code metadata} record about a request that brought no answer. */
  public Written writeFailure(String uri, String outcome, Instant now) throws IOException {
    return writeFailure(uri, ExchangeNote.of(outcome, List.of()), now);
  }

  /** Writes a {@code metadata} record about a request that brought no answer. */
  public Written writeFailure(String uri, ExchangeNote note, Instant now) throws IOException {
    long offset = file.position();
    WarcMetadata record = metadata(uri, now, note).build();
    records.write(record);
    return written(offset, record, "");
  }

  private static WarcMetadata.Builder metadata(String uri, Instant date, ExchangeNote note) {
    StringBuilder fields = new StringBuilder();
    append(fields, "outcome", note.outcome());
    note.quotes().forEach(quote -> append(fields, "quote", quote));
    note.signals().forEach(signal -> append(fields, "rights-signal", signal));
    byte[] block = fields.toString().getBytes(UTF_8);
    WarcMetadata.Builder builder = new WarcMetadata.Builder().targetURI(uri);
    return completed(builder, MediaType.WARC_FIELDS, block, date, note);
  }

  private static void append(StringBuilder fields, String name, String value) {
    fields.append(name).append(": ").append(HttpText.oneLine(value)).append("\r\n");
  }

  private static <R extends WarcCaptureRecord, B extends WarcCaptureRecord.AbstractBuilder<R, B>>
      B completed(B builder, MediaType type, byte[] block, Instant date, ExchangeNote note) {
    builder.version(MessageVersion.WARC_1_1).date(date);
    builder.setHeader("WARC-Block-Digest", Digests.sha256(block));
    if (!note.address().isEmpty()) {
      builder.setHeader("WARC-IP-Address", note.address());
    }
    return builder.body(type, block);
  }

  private static Instant date(Capture capture, Instant now) {
    return capture.date().isEmpty() ? now : Instant.parse(capture.date());
  }

  private Written written(long offset, WarcCaptureRecord first, String payloadDigest)
      throws IOException {
    CaptureReference reference =
        new CaptureReference(
            first.id().toString(), first.target(), first.date().toString(), payloadDigest);
    return new Written(offset, file.position(), reference);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
