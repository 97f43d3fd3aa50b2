package org.estover.licensing.portal.security;

import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Tomcat's HTTP over connections of which no network holds more than its {@link ConnectionShares}.
 * Tomcat itself counts all together only, and its valves see a request once its headers are there,
 * so that whoever sends them slowly would fill the server before any of those is asked. Tomcat
 * makes it by the name of its class.
 */
public final class SharedProtocol extends Http11NioProtocol {
  private final SharedEndpoint endpoint;

  /** As Tomcat makes it; nothing is refused before {@link #share}. */
  public SharedProtocol() {
    this(new SharedEndpoint());
  }

  private SharedProtocol(SharedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** Holds networks to their shares from now on. */
  void share(ConnectionShares shares) {
    endpoint.shares = shares;
  }

  private static final class SharedEndpoint extends NioEndpoint {
    private volatile ConnectionShares shares =
        new ConnectionShares(Integer.MAX_VALUE, address -> true);

    /** What is refused is closed here: the caller closes only what has begun. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      if (shares.admits(socket)) {
        return super.setSocketOptions(socket);
      }
      destroySocket(socket);
      return false;
    }
  }
}
