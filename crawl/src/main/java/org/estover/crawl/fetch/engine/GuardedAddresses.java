package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.estover.crawl.fetch.AddressGuard;
import org.estover.crawl.fetch.ConnectTo;

/**
 * Decides which address every connection is made to: the one that {@link ConnectTo} names, else
 * those of DNS if {@link AddressGuard} allows all of them.
 *
 * <p>The addresses returned here are the ones connected to, without a proxy or a second look-up in
 * between, so a name that changes its address between check and use gains nothing; and the socket
 * itself refuses every other address, whoever told it of one.
 */
final class GuardedAddresses implements DnsResolver, HttpRoutePlanner, DetachedSocketFactory {
  private final ConnectTo connectTo;
  private final DnsResolver names;

  GuardedAddresses(ConnectTo connectTo) {
    this(connectTo, SystemDefaultDnsResolver.INSTANCE);
  }

  /** The same, that asks {@code names} in place of the system. */
  GuardedAddresses(ConnectTo connectTo, DnsResolver names) {
    this.connectTo = connectTo;
    this.names = names;
  }

  /** An address that may not be connected to. */
  static final class Blocked extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Blocked(String host) {
      super("host " + host + " is not on the public internet");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (!AddressGuard.allowsHost(host)) {
      throw new Blocked(host);
    }
    InetAddress[] addresses = names.resolve(host);
    if (addresses.length == 0) {
      throw new UnknownHostException(host + " has no address");
    }
    for (InetAddress address : addresses) {
      if (!AddressGuard.allows(address)) {
        throw new Blocked(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpContext context) {
    Optional<InetSocketAddress> named = connectTo.address(target.getHostName());
    HttpHost host =
        named
            .map(
                address ->
                    new HttpHost(
                        target.getSchemeName(),
                        address.getAddress(),
                        target.getHostName(),
                        address.getPort()))
            .orElseGet(
                () ->
                    new HttpHost(
                        target.getSchemeName(),
                        target.getHostName(),
                        DefaultSchemePortResolver.INSTANCE.resolve(target)));
    return new HttpRoute(host, null, target.getSchemeName().equals("https"));
  }

  /**
   * The numeric address that a host was reached at, without a zone, as evidence of who answered; ""
   * for a host that {@link ConnectTo} names, since where such a test server stands is recorded
   * nowhere.
   */
  String recordable(String host, SocketAddress reached) {
    if (connectTo.address(host).isPresent()
        || !(reached instanceof InetSocketAddress remote)
        || remote.getAddress() == null) {
      return "";
    }
    String numeric = remote.getAddress().getHostAddress();
    int zone = numeric.indexOf('%');
    return zone < 0 ? numeric : numeric.substring(0, zone);
  }

  @Override
  public Socket create(Proxy proxy) {
    return new GuardedSocket();
  }

  private boolean allows(InetSocketAddress address) {
    return connectTo.addresses().containsValue(address)
        || (address.getAddress() != null && AddressGuard.allows(address.getAddress()));
  }

  /** Connects to addresses that are allowed, directly. */
  private final class GuardedSocket extends Socket {
    GuardedSocket() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress address) || !allows(address)) {
        throw new Blocked(endpoint.toString());
      }
      super.connect(endpoint, timeout);
    }
  }
}
