package org.estover.licensing.portal.webhook;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address of a host on the public internet: an endpoint must not make the portal speak to its
 * own network. Who connects takes the address that was checked, so that a name that changes its
 * address between check and use gains nothing.
 */
final class PublicAddress {
  private static final int BYTE = 0xFF;

  private PublicAddress() {}

  /**
   * The address to connect to.
   *
   * @throws IOException if the host is not known, or one of its addresses is not public
   */
  static InetAddress of(String host, boolean allowLoopback) throws IOException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("the host " + host + " is not known", e);
    }
    for (InetAddress address : all) {
      boolean allowed = isPublic(address) || (allowLoopback && address.isLoopbackAddress());
      if (!allowed) {
        throw new IOException("the host " + host + " is not on the public internet");
      }
    }
    return all[0];
  }

  /** Whether an address is one that anybody could reach. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & BYTE;
    int second = bytes[1] & BYTE;
    return address instanceof Inet4Address
        ? isPublic4(first, second, bytes[2] & BYTE)
        : isPublic6(first, second, bytes);
  }

  /** IANA's special-purpose registry without what the platform knows already. */
  private static boolean isPublic4(int first, int second, int third) {
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean relay = first == 192 && second == 88 && third == 99;
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    boolean examples =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !protocols && !relay && !benchmarks && !examples;
  }

  /** Only what is allocated to hosts (2000::/3), without what stands for another address. */
  private static boolean isPublic6(int first, int second, byte[] bytes) {
    boolean unicast = first >= 0x20 && first < 0x40;
    boolean protocols = first == 0x20 && second == 0x01 && (bytes[2] & BYTE) < 2;
    boolean examples =
        (first == 0x20 && second == 0x01 && (bytes[2] & BYTE) == 0x0D && (bytes[3] & BYTE) == 0xB8)
            || (first == 0x3F && second == 0xFF);
    boolean sixToFour = first == 0x20 && second == 0x02;
    return unicast && !protocols && !examples && !sixToFour;
  }
}
