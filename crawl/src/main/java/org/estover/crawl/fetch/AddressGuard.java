package org.estover.crawl.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says which addresses a crawler may connect to: public unicast ones only.
 *
 * <p>A page must not be able to send the crawler to the machine's own network (server-side request
 * forgery). Refused are the special-purpose ranges of the IANA registries for IPv4 and IPv6, also
 * where an IPv6 address embeds an IPv4 one, schemes other than http and https, names of the local
 * machine, and numeric hosts that are no plain dotted quad, since resolvers disagree about them.
 * What counts is the address that a connection is made to, so callers check every resolved address,
 * not only the URL.
 */
public final class AddressGuard {
  private static final List<Range> SPECIAL_V4 =
      List.of(
          Range.of("0.0.0.0", 8),
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("172.16.0.0", 12),
          Range.of("192.0.0.0", 24),
          Range.of("192.0.2.0", 24),
          Range.of("192.88.99.0", 24),
          Range.of("192.168.0.0", 16),
          Range.of("198.18.0.0", 15),
          Range.of("198.51.100.0", 24),
          Range.of("203.0.113.0", 24),
          Range.of("224.0.0.0", 4),
          Range.of("240.0.0.0", 4));

  /**
   * Inside the global unicast range 2000::/3: protocol assignments, Teredo, documentation, 6to4.
   */
  private static final List<Range> SPECIAL_V6 =
      List.of(
          Range.of("2001::", 23),
          Range.of("2001:db8::", 32),
          Range.of("2002::", 16),
          Range.of("3fff::", 20));

  private static final Range GLOBAL_V6 = Range.of("2000::", 3);
  private static final Range NAT64 = Range.of("64:ff9b::", 96);
  private static final Pattern NUMERIC =
      Pattern.compile("(0[xX][0-9a-fA-F]*|\\d+)(\\.(0[xX][0-9a-fA-F]*|\\d+))*");
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private AddressGuard() {}

  /** Whether a connection to {@code address} is allowed. */
  public static boolean allows(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream().noneMatch(range -> range.contains(bytes));
    }
    if (NAT64.contains(bytes)) {
      return allows(embedded(bytes));
    }
    return GLOBAL_V6.contains(bytes)
        && SPECIAL_V6.stream().noneMatch(range -> range.contains(bytes));
  }

  /** Whether {@code host} (a name or an address literal as URLs have it) may be resolved. */
  public static boolean allowsHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    while (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.isEmpty() || name.equals("localhost") || name.endsWith(".localhost")) {
      return false;
    }
    boolean v6 = name.startsWith("[") || name.indexOf(':') >= 0;
    if (!v6 && !NUMERIC.matcher(name).matches()) {
      return true;
    }
    if (!v6 && !DOTTED_QUAD.matcher(name).matches()) {
      return false;
    }
    try {
      return allows(InetAddress.getByName(name));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static InetAddress embedded(byte[] v6) {
    try {
      return InetAddress.getByAddress(new byte[] {v6[12], v6[13], v6[14], v6[15]});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  /** A prefix of addresses of one family. */
  private record Range(InetAddress network, int prefixBits) {
    static Range of(String network, int prefixBits) {
      try {
        return new Range(InetAddress.getByName(network), prefixBits);
      } catch (UnknownHostException e) {
        throw new AssertionError("an address literal: " + network, e);
      }
    }

    boolean contains(byte[] address) {
      byte[] mine = network.getAddress();
      if (mine.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefixBits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((mine[bit >> 3] ^ address[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
