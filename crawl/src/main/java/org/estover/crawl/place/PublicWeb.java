package org.estover.crawl.place;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.estover.crawl.fetch.AddressGuard;
import org.estover.crawl.fetch.ConnectTo;

/**
 * The web and DNS as they are, by the rules of the crawler: connections to public addresses only,
 * but for hosts that are named with theirs.
 *
 * <p>Asked is https, and http where no https answers; a named host is asked by http. The address
 * that was checked is the one that is connected to. A page takes {@value #SECONDS} s and {@value
 * #MAX_BODY} bytes at most; what is longer is cut. Redirects are followed within the host and its
 * name with or without {@code www.}, {@value #MAX_REDIRECTS} at most.
 */
public final class PublicWeb {
  private static final int SECONDS = 20;
  private static final int MAX_BODY = 512 << 10;
  private static final int MAX_REDIRECTS = 5;
  private static final int DNS_PORT = 53;
  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");
  private static final String WWW = "www.";
  private static final List<String> PAGES = List.of("text/html", "application/xhtml+xml");

  private final ConnectTo connectTo;
  private final String resolver;
  private final LongSupplier nanoTime;
  private final SecureRandom entropy;

  /**
   * The web, with exceptions.
   *
   * @param connectTo hosts that are reached at a given address
   * @param resolver {@code ADDRESS:PORT} of the DNS server, or empty for the first of {@code
   *     /etc/resolv.conf}
   * @param nanoTime a clock for what may take how long
   * @param entropy numbers questions to DNS
   */
  public PublicWeb(
      ConnectTo connectTo, String resolver, LongSupplier nanoTime, SecureRandom entropy) {
    this.connectTo = connectTo;
    this.resolver = resolver;
    this.nanoTime = nanoTime;
    this.entropy = entropy;
  }

  /**
   * The texts of a name's TXT records, asked for anew; none where the name has none.
   *
   * @throws IOException if they could not be asked for; the message says why
   */
  public List<String> texts(String name) throws IOException {
    return new TextQuery(name, entropy.nextInt(1 << 16)).ask(resolver());
  }

  private InetSocketAddress resolver() throws IOException {
    if (!resolver.isEmpty()) {
      return resolver(resolver);
    }
    for (String line : Files.readAllLines(RESOLVERS)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 1 && words[0].equals("nameserver")) {
        return new InetSocketAddress(InetAddress.getByName(words[1]), DNS_PORT);
      }
    }
    throw Errors.noResolver(RESOLVERS);
  }

  private static InetSocketAddress resolver(String text) throws IOException {
    return ConnectTo.parse(List.of("dns=" + text))
        .address("dns")
        .orElseThrow(() -> new AssertionError(text));
  }

  /**
   * A page's text, read anew; empty where the host says that there is none.
   *
   * @param path with a leading slash
   * @throws IOException if it could not be read; the message says why
   */
  public Optional<String> page(String host, String path) throws IOException {
    return answer(host, path).map(HttpAnswer::body);
  }

  /**
   * The text of a file, which the host must not call a page of HTML; empty where the host says that
   * there is none.
   *
   * @param path with a leading slash
   * @throws IOException if it could not be read, or is such a page; the message says why
   */
  public Optional<String> plainText(String host, String path) throws IOException {
    Optional<HttpAnswer> answer = answer(host, path);
    if (answer.isPresent()) {
      String type = answer.get().headers().getOrDefault("content-type", "");
      String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (PAGES.contains(bare)) {
        throw Errors.page(bare);
      }
    }
    return answer.map(HttpAnswer::body);
  }

  private Optional<HttpAnswer> answer(String host, String path) throws IOException {
    long end = nanoTime.getAsLong() + SECONDS * 1_000_000_000L;
    URI at = URI.create("https://" + host + path);
    if (at.getHost() == null) {
      throw Errors.host(host);
    }
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpAnswer answer = ask(at, end);
      if (answer.status() == 200) {
        return Optional.of(answer);
      }
      if (answer.status() == 404 || answer.status() == 410) {
        return Optional.empty();
      }
      String location = answer.headers().getOrDefault("location", "");
      if (answer.status() / 100 != 3 || location.isEmpty()) {
        throw Errors.status(answer.status());
      }
      at = redirected(host, at, location);
    }
    throw Errors.redirects(MAX_REDIRECTS);
  }

  private static URI redirected(String host, URI at, String location) throws IOException {
    URI to;
    try {
      to = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw Errors.elsewhere(host, location);
    }
    String scheme = String.valueOf(to.getScheme());
    boolean same = to.getHost() != null && bare(to.getHost()).equals(bare(host));
    boolean plain = to.getPort() < 0 && to.getRawUserInfo() == null;
    if (!same || !plain || !(scheme.equals("https") || scheme.equals("http"))) {
      throw Errors.elsewhere(host, location);
    }
    return to;
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith(WWW) ? lower.substring(WWW.length()) : lower;
  }

  private HttpAnswer ask(URI at, long end) throws IOException {
    String host = at.getHost();
    Optional<InetSocketAddress> named = connectTo.address(host);
    if (named.isPresent()) {
      try (Socket socket = connect(host, named.get(), end)) {
        return exchange(socket, at);
      }
    }
    InetAddress address = publicAddress(host);
    if (at.getScheme().equals("http")) {
      try (Socket socket = connect(host, new InetSocketAddress(address, 80), end)) {
        return exchange(socket, at);
      }
    }
    try (Socket plain = connect(host, new InetSocketAddress(address, 443), end);
        SSLSocket socket = secured(plain, host)) {
      return exchange(socket, at);
    } catch (ConnectException | SocketTimeoutException e) {
      return ask(URI.create("http" + at.toString().substring("https".length())), end);
    }
  }

  private static InetAddress publicAddress(String host) throws IOException {
    if (!AddressGuard.allowsHost(host)) {
      throw Errors.host(host);
    }
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      if (!AddressGuard.allows(address)) {
        throw Errors.address(host, address);
      }
    }
    return addresses[0];
  }

  private Socket connect(String host, InetSocketAddress address, long end) throws IOException {
    TimedSocket socket = new TimedSocket(host, SECONDS, end, nanoTime);
    boolean connected = false;
    try {
      socket.connect(address, socket.left());
      connected = true;
      return socket;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  /** TLS above a connection; its handshake reads by the connection's time, too. */
  static SSLSocket secured(Socket plain, String host) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, 443, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static HttpAnswer exchange(Socket socket, URI at) throws IOException {
    String host = at.getHost();
    String path = at.getRawPath().isEmpty() ? "/" : at.getRawPath();
    String query = at.getRawQuery() == null ? "" : "?" + at.getRawQuery();
    String request =
        "GET "
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: estover-claim\r\nAccept: text/html, text/plain\r\n"
            + "Accept-Encoding: identity\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    try {
      return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()), MAX_BODY);
    } catch (SocketTimeoutException e) {
      throw Errors.slow(host, SECONDS);
    }
  }
}
