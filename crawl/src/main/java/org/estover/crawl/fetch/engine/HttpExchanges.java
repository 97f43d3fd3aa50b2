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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.CrawlerIdentity;
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
  /** What any page may unpack to, whatever its size on the wire: headings repeat. */
  private static final int ALWAYS_UNPACKED = 1 << 20;

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService watchdog;
  private final GuardedAddresses addresses;
  private final CrawlerIdentity identity;
  private final Clock clock;

  /** Exchanges that believe the certificate authorities of this Java platform. */
  HttpExchanges(
      GuardedAddresses addresses,
      CrawlerIdentity identity,
      HttpLimits limits,
      int threads,
      Clock clock) {
    this(addresses, identity, limits, threads, clock, SSLContexts.createDefault());
  }

  /** The same, that believe whom {@code tls} believes. */
  HttpExchanges(
      GuardedAddresses addresses,
      CrawlerIdentity identity,
      HttpLimits limits,
      int threads,
      Clock clock,
      SSLContext tls) {
    Timeout timeout = Timeout.ofMilliseconds(limits.timeoutMillis());
    this.addresses = addresses;
    this.identity = identity;
    this.clock = clock;
    this.connections =
        new GuardedConnections(addresses)
            .setDnsResolver(addresses)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .responseParserFactory(new BoundedHeads(limits, clock))
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .setMaxConnTotal(threads * 2)
            .setMaxConnPerRoute(1)
            .build();
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setRoutePlanner(addresses)
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
            .setUserAgent(identity.userAgent())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .build();
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "crawl deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Connections whose sockets are guarded, too. */
  private static final class GuardedConnections extends PoolingHttpClientConnectionManagerBuilder {
    private final GuardedAddresses addresses;

    GuardedConnections(GuardedAddresses addresses) {
      this.addresses = addresses;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          addresses,
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
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
   * @throws FetchFailure if no answer came that can be used, naming the outcome
   */
  Exchange get(PageUrl url, HttpLimits limits) throws FetchFailure {
    return get(url, limits, List.of());
  }

  /** The same, asking with further header fields. */
  Exchange get(PageUrl url, HttpLimits limits, List<HttpField> conditions) throws FetchFailure {
    List<HttpField> fields = new ArrayList<>();
    fields.add(new HttpField("User-Agent", identity.userAgent()));
    fields.add(new HttpField("Accept", "text/html,text/plain;q=0.9,*/*;q=0.1"));
    fields.add(new HttpField("Accept-Encoding", "gzip"));
    fields.addAll(conditions);
    fields.addAll(identity.signature(url, clock.instant()));
    HttpGet request;
    try {
      request = new HttpGet(url.toString());
    } catch (IllegalArgumentException e) {
      throw new FetchFailure("bad-url", url + ": " + e.getMessage());
    }
    fields.forEach(field -> request.setHeader(field.name(), field.value()));
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        watchdog.schedule(
            () -> {
              late.set(true);
              request.abort();
            },
            limits.timeoutMillis(),
            TimeUnit.MILLISECONDS);
    HttpClientContext context = HttpClientContext.create();
    try {
      Answer answer = answer(url, request, context, limits, late);
      return new Exchange(fields, answer.capture, address(url, context), answer.truncated);
    } catch (FetchFailure e) {
      throw e.of(address(url, context));
    } catch (IOException e) {
      String outcome = late.get() ? "timeout" : outcome(e);
      throw new FetchFailure(outcome, url + ": " + TlsFault.reason(e)).of(address(url, context));
    } catch (HttpException | IllegalArgumentException e) {
      throw new FetchFailure("bad-response", url + ": " + e.getMessage()).of(address(url, context));
    } finally {
      deadline.cancel(false);
    }
  }

  /** The address that a request reached, as far as it may be recorded, or "". */
  private String address(PageUrl url, HttpClientContext context) {
    EndpointDetails connection = context.getEndpointDetails();
    return connection == null
        ? ""
        : addresses.recordable(url.host(), connection.getRemoteAddress());
  }

  /** What came, and why it ends early, or "". */
  private record Answer(Capture capture, String truncated) {}

  private Answer answer(
      PageUrl url,
      HttpGet request,
      HttpClientContext context,
      HttpLimits limits,
      AtomicBoolean late)
      throws IOException, HttpException {
    ClassicHttpResponse response =
        client.executeOpen(RoutingSupport.determineHost(request), request, context);
    boolean whole = false;
    try {
      Answer answer = answer(url, response, limits, late);
      whole = answer.capture.whole();
      return answer;
    } finally {
      if (!whole) {
        // Closing a body reads the rest of it; what is aborted has none.
        request.abort();
      }
      close(response);
    }
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException aborted) {
      return;
    }
  }

  private Answer answer(
      PageUrl url, ClassicHttpResponse response, HttpLimits limits, AtomicBoolean late)
      throws IOException {
    String date = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<HttpField> fields = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      fields.add(new HttpField(header.getName(), value == null ? "" : value));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String truncated = "";
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      MeteredStream wire = new MeteredStream(entity.getContent(), limits, clock);
      try {
        truncated = copy(decoded(entity, wire), wire, body, limits) ? "" : "length";
      } catch (ConnectionClosedException e) {
        if (late.get()) {
          throw e;
        }
        truncated = "disconnect";
      }
    }
    boolean whole = truncated.isEmpty();
    return new Answer(
        new Capture(url.toString(), date, response.getCode(), fields, body.toByteArray(), whole),
        truncated);
  }

  private static InputStream decoded(HttpEntity entity, InputStream wire) throws IOException {
    String coding = entity.getContentEncoding();
    return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(wire, 8192);
      case "", "identity" -> wire;
      default -> throw new ZipException("content coding " + coding + " was not asked for");
    };
  }

  /** Copies as much as the limits allow; false if there was more. */
  private static boolean copy(
      InputStream in, MeteredStream wire, ByteArrayOutputStream out, HttpLimits limits)
      throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int room = limits.maxBytes();
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
      if (wire.count() > limits.maxWireBytes()) {
        return false;
      }
      if (out.size() > ALWAYS_UNPACKED && out.size() / limits.maxRatio() > wire.count()) {
        throw new FetchFailure(
            "compression-bomb",
            wire.count() + " bytes unpack to more than " + limits.maxRatio() + " times as many");
      }
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
    if (e instanceof MessageConstraintException) {
      return "header-limit";
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
