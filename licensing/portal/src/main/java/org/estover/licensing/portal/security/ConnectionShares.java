package org.estover.licensing.portal.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.estover.licensing.portal.account.Networks;

/**
 * How many connections each network holds: no more than its share, whatever it sends over them and
 * however slowly, so that the others find the server's {@code max-connections} free. Looks at what
 * it let in before only where a network has its share, and at all of it once in {@value #PERIOD}
 * connections, so that a connection costs no more where many are held. Thread-safe.
 */
final class ConnectionShares {
  private static final int PERIOD = 10_000;

  private final int most;
  private final Predicate<InetAddress> isProxy;
  private final Map<String, List<SocketChannel>> held = new HashMap<>();
  private int sinceSweep;

  /**
   * Lets networks hold so many.
   *
   * @param isProxy whose connections are others', and are not counted
   */
  ConnectionShares(int most, Predicate<InetAddress> isProxy) {
    this.most = most;
    this.isProxy = isProxy;
  }

  /** Whether a connection that was just accepted may stay; one that ended meanwhile may not. */
  boolean admits(SocketChannel connection) {
    try {
      SocketAddress remote = connection.getRemoteAddress();
      return remote instanceof InetSocketAddress address
          && (isProxy.test(address.getAddress()) || admits(address.getAddress(), connection));
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized boolean admits(InetAddress address, SocketChannel connection) {
    sinceSweep++;
    if (sinceSweep >= PERIOD) {
      sinceSweep = 0;
      held.values().forEach(ConnectionShares::forgetEnded);
      held.values().removeIf(List::isEmpty);
    }
    List<SocketChannel> own =
        held.computeIfAbsent(Networks.of(address.getHostAddress()), network -> new ArrayList<>());
    if (own.size() >= most) {
      forgetEnded(own);
    }
    return own.size() < most && own.add(connection);
  }

  private static void forgetEnded(List<SocketChannel> connections) {
    connections.removeIf(connection -> !connection.isOpen());
  }
}
