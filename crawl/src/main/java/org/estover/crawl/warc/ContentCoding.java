package org.estover.crawl.warc;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Removes content codings; a coding that the bytes do not have was removed by the crawler. */
final class ContentCoding {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int SNIFFED = 4096;

  private ContentCoding() {}

  /** What decoding gave: a body, or the class of the problem. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Decoded(byte[] body, String problem) {}

  static Decoded decode(byte[] body, String coding, int maxBytes) {
    int magic = body.length < 2 ? 0 : (body[0] & 0xff) << 8 | (body[1] & 0xff);
    return switch (coding) {
      case "gzip", "x-gzip" ->
          magic == GZIP_MAGIC ? inflate(body, coding, maxBytes) : new Decoded(body, "");
      case "deflate" ->
          magic == 0 || looksLikeText(body)
              ? new Decoded(body, "")
              : inflate(body, isZlib(magic) ? "zlib" : coding, maxBytes);
      case "zstd" -> magic == 0x28b5 ? inflate(body, coding, maxBytes) : new Decoded(body, "");
      case "br", "compress", "x-compress", "dcb", "dcz" ->
          new Decoded(body, isDecoded(body) ? "" : "content-encoding-" + coding);
      // Servers write charsets and other words here; only what is a coding changes the bytes.
      default -> new Decoded(body, "");
    };
  }

  private static boolean isZlib(int magic) {
    return (magic & 0x0f00) == 0x0800 && magic % 31 == 0;
  }

  /**
   * Whether a body that cannot be decoded here has been decoded before, though the field was kept.
   * Brotli has no magic number, so only what is certainly markup or text passes.
   */
  private static boolean isDecoded(byte[] body) {
    return body.length == 0 || (body[0] == '<' && looksLikeText(body)) || isPlainText(body);
  }

  /** Whether the first {@value #SNIFFED} bytes are UTF-8 without control characters. */
  private static boolean isPlainText(byte[] body) {
    int sniffed = Math.min(body.length, SNIFFED);
    CharBuffer text = CharBuffer.allocate(sniffed);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(body, 0, sniffed), text, sniffed == body.length);
    return !result.isError()
        && text.flip()
            .chars()
            .noneMatch(c -> Character.isISOControl(c) && "\t\n\r\f".indexOf(c) < 0);
  }

  private static boolean looksLikeText(byte[] body) {
    for (int i = 0; i < Math.min(body.length, 64); i++) {
      if (body[i] >= 0 && body[i] < ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Decoded inflate(byte[] body, String coding, int maxBytes) {
    Inflater raw = new Inflater(true);
    try (InputStream in = open(new ByteArrayInputStream(body), coding, raw)) {
      byte[] decoded = in.readNBytes(maxBytes);
      return in.read() < 0
          ? new Decoded(decoded, "")
          : new Decoded(body, "content-encoding-too-large");
    } catch (IOException e) {
      return new Decoded(body, "content-encoding-damaged");
    } finally {
      raw.end();
    }
  }

  private static InputStream open(InputStream body, String coding, Inflater raw)
      throws IOException {
    return switch (coding) {
      case "zlib" -> new InflaterInputStream(body);
      case "deflate" -> new InflaterInputStream(body, raw);
      case "zstd" -> new ZstdInputStreamNoFinalizer(body);
      default -> new GZIPInputStream(body);
    };
  }
}
