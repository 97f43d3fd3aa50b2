package org.estover.licensing.portal.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Posts a body to an endpoint over a connection to the very address that was found public: follows
 * no redirect, reads no more than the status line, and waits no longer than it was told.
 * Thread-safe.
 */
@Component
final class Sender {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LONGEST_LINE = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final WebhookSettings settings;
  private final ScheduledExecutorService ends =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "webhook-ends");
            thread.setDaemon(true);
            return thread;
          });

  Sender(WebhookSettings settings) {
    this.settings = settings;
  }

  /**
   * An endpoint's address as it may be registered.
   *
   * @throws IOException if it cannot be told there; the message says why
   */
  URI checked(String url) throws IOException {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IOException(url + " is no address: " + e.getMessage(), e);
    }
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IOException(url + " is no address of the form https://host/path");
    }
    InetAddress address = PublicAddress.of(host, settings.allowLoopback());
    boolean secure = "https".equals(uri.getScheme());
    if (!secure && !("http".equals(uri.getScheme()) && address.isLoopbackAddress())) {
      throw new IOException(url + " is not an https address; only those are told");
    }
    return uri;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Posts a body.
   *
   * @return the status that was answered
   * @throws IOException if there was no answer; the message says why
   */
  int post(String url, Map<String, String> headers, byte[] body) throws IOException {
    URI uri = checked(url);
    String host = bare(uri.getHost());
    InetAddress address = PublicAddress.of(uri.getHost(), settings.allowLoopback());
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    int millis = Math.toIntExact(settings.timeout().toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), millis);
      plain.setSoTimeout(millis);
      // An endpoint that answers a byte at a time must not hold the sender of all others.
      ScheduledFuture<?> end =
          ends.schedule(() -> end(plain), settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      try (Socket socket = secure ? secured(plain, host, port) : plain) {
        OutputStream out = socket.getOutputStream();
        out.write(head(uri, port, secure, headers, body.length));
        out.write(body);
        out.flush();
        return status(socket.getInputStream());
      } finally {
        end.cancel(false);
      }
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection that took too long did not close: {}", e.getMessage());
    }
  }

  /** The certificate must be the host's. */
  private static SSLSocket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] head(
      URI uri, int port, boolean secure, Map<String, String> headers, int length) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean usual = port == (secure ? HTTPS_PORT : HTTP_PORT);
    StringBuilder head = new StringBuilder(400);
    head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getHost()).append(usual ? "" : ":" + port).append("\r\n");
    head.append("Content-Type: application/json\r\nUser-Agent: estover-webhooks/1\r\n");
    head.append("Connection: close\r\nContent-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) next);
      next = in.read();
    }
    String text = line.toString().strip();
    if (!text.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("the endpoint's answer is no HTTP/1.1");
    }
    return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }
}
