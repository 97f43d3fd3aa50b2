package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** Reads status lines and header fields that are neither too long nor too slow. */
record BoundedHeads(HttpLimits limits, Clock clock)
    implements HttpMessageParserFactory<ClassicHttpResponse> {
  private static final int MAX_LINE_BYTES = 64 * 1024;

  @Override
  @SuppressWarnings("deprecation") // What replaces it is not called yet.
  public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
    HttpMessageParser<ClassicHttpResponse> parser =
        new DefaultHttpResponseParser(
            Http1Config.custom()
                .setMaxLineLength(Math.min(MAX_LINE_BYTES, limits.maxHeaderBytes()))
                .setMaxHeaderCount(limits.maxHeaderFields())
                .build());
    return (buffer, in) -> parse(parser, buffer, in);
  }

  private ClassicHttpResponse parse(
      HttpMessageParser<ClassicHttpResponse> parser, SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    return parser.parse(buffer, new Head(new MeteredStream(in, limits, clock)));
  }

  /** The wire as long as the head lasts, and of what follows what comes with its end. */
  private final class Head extends InputStream {
    private final MeteredStream wire;

    Head(MeteredStream wire) {
      this.wire = wire;
    }

    @Override
    public int read() throws IOException {
      check();
      return wire.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      check();
      return wire.read(into, offset, length);
    }

    private void check() throws FetchFailure {
      if (wire.count() > limits.maxHeaderBytes()) {
        throw new FetchFailure(
            "header-limit", "header fields of more than " + limits.maxHeaderBytes() + " bytes");
      }
    }
  }
}
