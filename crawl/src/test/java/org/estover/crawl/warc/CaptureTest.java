package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureTest {
  @TempDir private Path folder;

  private static HttpReading read(String head, byte[] body) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(head.replace("\n", "\r\n").getBytes(UTF_8));
    block.writeBytes(body);
    WarcRecord record =
        new WarcRecord("response", "http://a.test/", "", "", "", 0, block.toByteArray());
    return Capture.of(record, 100_000);
  }

  private static Capture capture(String head, byte[] body) {
    return (Capture) read(head, body);
  }

  private static String body(String head, byte[] body) {
    return new String(capture(head, body).body(), UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] deflate(String text, boolean raw) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, raw);
    try (OutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(text.getBytes(UTF_8));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Test
  void fieldsAreFoundWhateverTheirCase() {
    Capture found =
        capture(
            "HTTP/1.1 404 Not Found\nCONTENT-type: Text/HTML ; Charset=\"UTF-8\"\nX: a\n b\n\n",
            new byte[0]);
    assertThat(found.status()).isEqualTo(404);
    assertThat(found.mediaType()).isEqualTo("text/html");
    assertThat(found.charset()).isEqualTo("utf-8");
    assertThat(found.field("x")).contains("a b");
  }

  @Test
  void contentCodingsAreRemoved() throws IOException {
    String text = "<p>hello hello hello hello";
    assertThat(body("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n", gzip(text))).isEqualTo(text);
    assertThat(body("HTTP/1.1 200 OK\nContent-Encoding: deflate\n\n", deflate(text, true)))
        .isEqualTo(text);
    assertThat(body("HTTP/1.1 200 OK\nContent-Encoding: deflate\n\n", deflate(text, false)))
        .isEqualTo(text);
    assertThat(body("HTTP/2 200\nContent-Encoding: zstd\n\n", Zstd.compress(text.getBytes(UTF_8))))
        .isEqualTo(text);
  }

  @Test
  void codingThatTheCrawlerRemovedIsIgnored() {
    byte[] text = "<p>plain".getBytes(UTF_8);
    for (String coding : List.of("gzip", "deflate", "zstd", "br", "utf-8", "identity")) {
      assertThat(body("HTTP/1.1 200 OK\nContent-Encoding: " + coding + "\n\n", text))
          .isEqualTo("<p>plain");
    }
  }

  @Test
  void plainTextUnderACodingWithoutMagicIsTaken() {
    byte[] text = "User-agent: *\nDisallow: /ä\n".getBytes(UTF_8);
    for (String coding : List.of("br", "compress", "dcb")) {
      assertThat(body("HTTP/1.1 200 OK\nContent-Encoding: " + coding + "\n\n", text))
          .isEqualTo(new String(text, UTF_8));
    }
    byte[] compressed = {0x1f, (byte) 0x9d, (byte) 0x90, 0x61, 0x02};
    assertThat(read("HTTP/1.1 404 Not Found\nContent-Encoding: compress\n\n", compressed))
        .isEqualTo(new HttpReading.Unreadable("content-encoding-compress", 404));
  }

  @Test
  void whatCannotBeDecodedSaysWhy() throws IOException {
    byte[] brotli = {0x0b, 0x02, (byte) 0x80, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x03};
    assertThat(read("HTTP/1.1 200 OK\nContent-Encoding: br\n\n", brotli))
        .isEqualTo(new HttpReading.Unreadable("content-encoding-br", 200));
    byte[] cut = Arrays.copyOf(gzip("hello ".repeat(50)), 20);
    assertThat(read("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n", cut))
        .isEqualTo(new HttpReading.Unreadable("content-encoding-damaged", 200));
    assertThat(read("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n", gzip("0".repeat(100_001))))
        .isEqualTo(new HttpReading.Unreadable("content-encoding-too-large", 200));
    assertThat(read("no http\n\n", new byte[0]))
        .isEqualTo(new HttpReading.Unreadable("http-status-line", 0));
  }

  @Test
  void chunksAreJoined() {
    String head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
    assertThat(body(head, "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".getBytes(UTF_8)))
        .isEqualTo("hello world");
    assertThat(body(head, "<p>not chunked".getBytes(UTF_8))).isEqualTo("<p>not chunked");
    assertThat(capture(head, "5\r\nhello\r\n".getBytes(UTF_8)).whole()).isFalse();
    assertThat(capture(head, "5\r\nhello\r\n0\r\n\r\n".getBytes(UTF_8)).whole()).isTrue();
    assertThat(body(head, "ffffffff\r\nhello".getBytes(UTF_8))).isEqualTo("hello");
  }

  @Test
  void writtenCapturesReadBack() throws IOException {
    Path file = folder.resolve("a.warc.gz");
    List<HttpField> fields =
        List.of(
            new HttpField("Content-Type", "text/html"),
            new HttpField("Content-Encoding", "gzip"),
            new HttpField("X-Bad", "a\r\nb"));
    byte[] body = "<p>öffentlich".getBytes(UTF_8);
    long offset;
    try (WarcWriter writer = WarcWriter.create(file, "test", Instant.EPOCH)) {
      writer.write(
          new Capture("http://a.test/1", "2020-01-02T03:04:05Z", 200, fields, body, true),
          List.of(),
          "ok",
          Instant.EPOCH);
      offset =
          writer
              .write(
                  new Capture("http://a.test/2", "", 404, fields, body, false),
                  List.of(),
                  "http-404",
                  Instant.EPOCH)
              .offset();
    }
    List<WarcRecord> records = new ArrayList<>();
    WarcReader.read(
        file,
        1 << 20,
        new WarcVisitor() {
          @Override
          public void record(WarcRecord record) {
            records.add(record);
          }

          @Override
          public void skipped(String type) {
            assertThat(type).isIn("warcinfo", "request", "metadata");
          }

          @Override
          public void damaged(long at, String reason, String excerpt) {
            throw new AssertionError(reason);
          }
        });
    assertThat(records).hasSize(2);
    assertThat(records.get(1).offset()).isEqualTo(offset);
    Capture first = (Capture) Capture.of(records.get(0), 1 << 20);
    assertThat(first.body()).isEqualTo(body);
    assertThat(first.date()).isEqualTo("2020-01-02T03:04:05Z");
    assertThat(first.field("X-Bad")).contains("a b");
    Capture second = (Capture) Capture.of(records.get(1), 1 << 20);
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.whole()).isFalse();
    assertThat(Files.size(file)).isGreaterThan(offset);
  }
}
