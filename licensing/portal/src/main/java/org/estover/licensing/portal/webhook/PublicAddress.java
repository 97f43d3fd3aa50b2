package org.estover.licensing.portal.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.estover.crawl.fetch.AddressGuard;
import org.jspecify.annotations.Nullable;

/**
 * The address of a host on the public internet: an endpoint must not make the portal speak to its
 * own network. Who connects takes the address that was checked, so that a name that changes its
 * address between check and use gains nothing.
 */
final class PublicAddress {
  private PublicAddress() {}

  /**
   * The address to connect to.
   *
   * @param host a name or an address literal as URLs have it
   * @throws IOException if the host is not known, or one of its addresses is not public
   */
  static InetAddress of(String host, boolean allowLoopback) throws IOException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      // The same words as below: nobody asks by this which names the portal's own network knows.
      throw notPublic(host, e);
    }
    for (InetAddress address : all) {
      boolean here = allowLoopback && address.isLoopbackAddress();
      if (!here && !(AddressGuard.allowsHost(host) && AddressGuard.allows(address))) {
        throw notPublic(host, null);
      }
    }
    return all[0];
  }

  private static IOException notPublic(String host, @Nullable UnknownHostException cause) {
    return new IOException("the host " + host + " is not on the public internet", cause);
  }
}
