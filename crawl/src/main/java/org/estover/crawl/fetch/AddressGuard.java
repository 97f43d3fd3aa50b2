package org.estover.crawl.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.crawl.document.PageUrl;

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
  /** The version of the ranges: others say other things of some address. */
  public static final String RANGES = "2026-11";

  private static final List<Range> SPECIAL_V4 =
      List.of(
          Range.of("this network", "0.0.0.0", 8),
          Range.of("private use", "10.0.0.0", 8),
          Range.of("shared address space", "100.64.0.0", 10),
          Range.of("loopback", "127.0.0.0", 8),
          Range.of("link local", "169.254.0.0", 16),
          Range.of("private use", "172.16.0.0", 12),
          Range.of("IETF protocol assignments", "192.0.0.0", 24),
          Range.of("documentation", "192.0.2.0", 24),
          Range.of("6to4 relay anycast", "192.88.99.0", 24),
          Range.of("private use", "192.168.0.0", 16),
          Range.of("benchmarking", "198.18.0.0", 15),
          Range.of("documentation", "198.51.100.0", 24),
          Range.of("documentation", "203.0.113.0", 24),
          Range.of("multicast", "224.0.0.0", 4),
          Range.of("limited broadcast", "255.255.255.255", 32),
          Range.of("reserved", "240.0.0.0", 4));

  /** Inside the global unicast range 2000::/3, and outside where there is a name to give. */
  private static final List<Range> SPECIAL_V6 =
      List.of(
          Range.of("Teredo", "2001::", 32),
          Range.of("IETF protocol assignments", "2001::", 23),
          Range.of("documentation", "2001:db8::", 32),
          Range.of("6to4", "2002::", 16),
          Range.of("documentation", "3fff::", 20),
          Range.of("unspecified address", "::", 128),
          Range.of("loopback", "::1", 128),
          Range.of("IPv4-compatible", "::", 96),
          Range.of("local-use IPv4/IPv6 translation", "64:ff9b:1::", 48),
          Range.of("discard only", "100::", 64),
          Range.of("segment routing", "5f00::", 16),
          Range.of("unique local", "fc00::", 7),
          Range.of("link local", "fe80::", 10),
          Range.of("site local", "fec0::", 10),
          Range.of("multicast", "ff00::", 8));

  private static final Range GLOBAL_V6 = Range.of("global unicast", "2000::", 3);
  private static final Range NAT64 = Range.of("IPv4/IPv6 translation", "64:ff9b::", 96);
  private static final Pattern NUMERIC =
      Pattern.compile("(0[xX][0-9a-fA-F]*|\\d+)(\\.(0[xX][0-9a-fA-F]*|\\d+))*");
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private AddressGuard() {}

  /**
   * What the guard says of an address, a host or a URL.
   *
   * @param allowed whether the crawler may connect, or ask DNS for its address
   * @param reason the range or the notation that decided, for people
   */
  public record Finding(boolean allowed, String reason) {}

  /** Whether a connection to {@code address} is allowed. */
  public static boolean allows(InetAddress address) {
    return judge(address).allowed();
  }

  /** Whether {@code host} (a name or an address literal as URLs have it) may be resolved. */
  public static boolean allowsHost(String host) {
    return judgeHost(host).allowed();
  }

  /** Whether a connection to {@code address} is allowed, and which range says so. */
  public static Finding judge(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream()
          .filter(range -> range.contains(bytes))
          .findFirst()
          .map(Range::refused)
          .orElseGet(() -> new Finding(true, "public IPv4 address"));
    }
    if (NAT64.contains(bytes)) {
      Finding inner = judge(embedded(bytes));
      return new Finding(inner.allowed(), NAT64 + " of: " + inner.reason());
    }
    Optional<Range> special =
        SPECIAL_V6.stream().filter(range -> range.contains(bytes)).findFirst();
    if (special.isPresent()) {
      return special.get().refused();
    }
    return GLOBAL_V6.contains(bytes)
        ? new Finding(true, "public IPv6 address")
        : new Finding(false, "outside of " + GLOBAL_V6);
  }

  /** Whether {@code host} may be resolved, and which notation or range says so. */
  static Finding judgeHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    while (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.isEmpty()) {
      return new Finding(false, "no host");
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return new Finding(false, "a name of the local machine");
    }
    boolean v6 = name.startsWith("[") || name.indexOf(':') >= 0;
    if (!v6 && !NUMERIC.matcher(name).matches()) {
      return new Finding(true, "a name; what it resolves to is judged when it is connected to");
    }
    if (!v6 && !DOTTED_QUAD.matcher(name).matches()) {
      return new Finding(
          false, "an odd notation of an IPv4 address, which resolvers disagree about");
    }
    try {
      boolean mapped = name.contains(":ffff:");
      Finding finding = judge(InetAddress.getByName(name));
      return mapped
          ? new Finding(finding.allowed(), "IPv4-mapped IPv6 address of: " + finding.reason())
          : finding;
    } catch (UnknownHostException e) {
      return new Finding(false, "no address that can be read");
    }
  }

  /** Whether a host is a name, whose address only DNS knows. */
  public static boolean isName(String host) {
    return host.indexOf(':') < 0 && !NUMERIC.matcher(host).matches();
  }

  /**
   * What the guard says of what people write: a URL, a host, or an address with or without
   * brackets.
   */
  public static Finding judgeText(String text) {
    String written = text.strip();
    int scheme = written.indexOf("://");
    if (scheme < 0) {
      return judgeHost(written);
    }
    String name = written.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!name.equals("http") && !name.equals("https")) {
      return new Finding(false, "scheme " + name + ", which is neither http nor https");
    }
    return PageUrl.parse(written)
        .map(url -> judgeHost(url.host()))
        .orElseGet(() -> new Finding(false, "no URL that can be fetched"));
  }

  private static InetAddress embedded(byte[] v6) {
    try {
      return InetAddress.getByAddress(new byte[] {v6[12], v6[13], v6[14], v6[15]});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  /** A prefix of addresses of one family. */
  private record Range(String name, String written, InetAddress network, int prefixBits) {
    static Range of(String name, String network, int prefixBits) {
      try {
        return new Range(name, network, InetAddress.getByName(network), prefixBits);
      } catch (UnknownHostException e) {
        throw new AssertionError("an address literal: " + network, e);
      }
    }

    Finding refused() {
      return new Finding(false, toString());
    }

    @Override
    public String toString() {
      return name + " (" + written + "/" + prefixBits + ")";
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
