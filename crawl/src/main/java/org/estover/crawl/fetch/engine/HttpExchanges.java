package org.estover.crawl.fetch.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;

/**
 * Makes single HTTP requests within limits; thread-safe.
 *
 * <p>Certificates and host names are checked, redirects are answers like others, cookies and
 * proxies are not used, and every connection goes through {@link GuardedAddresses}. A watchdog
 * aborts a request at its deadline wherever it stands, so a server that sends a byte now and then
 * holds no thread.
 */
final class HttpExchanges implements Closeable {
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_FIELDS = 500;

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService watchdog;
  private final Clock clock;
  private final List<HttpField> requestFields;

  HttpExchanges(
      ConnectTo connectTo, String userAgent, HttpLimits limits, int threads, Clock clock) {
    GuardedAddresses addresses = new GuardedAddresses(connectTo);
    Timeout timeout = Timeout.ofMilliseconds(limits.timeoutMillis());
    this.clock = clock;
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(MAX_LINE_BYTES)
                            .setMaxHeaderCount(MAX_FIELDS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .setMaxConnTotal(threads * 2)
            .setMaxConnPerRoute(threads)
            .build();
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setRoutePlanner(addresses)
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
            .setUserAgent(userAgent)
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .build();
    this.requestFields =
        List.of(
            new HttpField("User-Agent", userAgent),
            new HttpField("Accept", "text/html,text/plain;q=0.9,*/*;q=0.1"),
            new HttpField("Accept-Encoding", "gzip"));
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "crawl deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  PoolingHttpClientConnectionManager connections() {
    return connections;
  }

  CloseableHttpClient client() {
    return client;
  }

  /**
   * Fetches {@code url}.
   *
   * @throws FetchFailure if no answer came, naming the outcome
   */
  Exchange get(PageUrl url, HttpLimits limits) throws FetchFailure {
    AtomicBoolean late = new AtomicBoolean();
    try {
      HttpGet request = new HttpGet(url.toString());
      requestFields.forEach(field -> request.setHeader(field.name(), field.value()));
      Future<?> deadline =
          watchdog.schedule(
              () -> {
                late.set(true);
                request.abort();
              },
              limits.timeoutMillis(),
              TimeUnit.MILLISECONDS);
      try {
        return client.execute(request, response -> exchange(url, response, limits, late));
      } finally {
        deadline.cancel(false);
      }
    } catch (IOException e) {
      throw new FetchFailure(late.get() ? "timeout" : outcome(e), url + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new FetchFailure("bad-url", url + ": " + e.getMessage());
    }
  }

  private Exchange exchange(
      PageUrl url, ClassicHttpResponse response, HttpLimits limits, AtomicBoolean late)
      throws IOException {
    String date = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<HttpField> fields = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      fields.add(new HttpField(header.getName(), value == null ? "" : value));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = true;
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      try (InputStream in = decoded(entity)) {
        whole = copy(in, body, limits.maxBytes());
      } catch (ConnectionClosedException e) {
        if (late.get()) {
          throw e;
        }
        whole = false;
      }
      if (!whole) {
        // Closing the stream would read the rest of the body; closing the connection does not.
        response.close();
      }
    }
    Capture capture =
        new Capture(url.toString(), date, response.getCode(), fields, body.toByteArray(), whole);
    return new Exchange(requestFields, capture);
  }

  private static InputStream decoded(HttpEntity entity) throws IOException {
    String coding = entity.getContentEncoding();
    InputStream raw = entity.getContent();
    return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8192);
      case "", "identity" -> raw;
      default -> throw new ZipException("content coding " + coding + " was not asked for");
    };
  }

  /** Copies at most {@code maxBytes}; false if there was more. */
  private static boolean copy(InputStream in, ByteArrayOutputStream out, int maxBytes)
      throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int room = maxBytes;
    while (true) {
      int count = in.read(buffer, 0, Math.min(buffer.length, room + 1));
      if (count < 0) {
        return true;
      }
      if (count > room) {
        out.write(buffer, 0, room);
        return false;
      }
      out.write(buffer, 0, count);
      room -= count;
    }
  }

  private static String outcome(IOException e) {
    if (e instanceof GuardedAddresses.Blocked) {
      return "blocked-address";
    }
    if (e instanceof UnknownHostException) {
      return "dns-failed";
    }
    if (e instanceof ZipException) {
      return "bad-encoding";
    }
    if (e instanceof SocketTimeoutException) {
      return "timeout";
    }
    if (e instanceof SSLException) {
      return "tls-failed";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "connect-failed";
    }
    return "bad-response";
  }

  @Override
  public void close() throws IOException {
    watchdog.shutdownNow();
    client.close();
    connections.close();
  }
}
