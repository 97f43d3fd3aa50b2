package org.estover.licensing.portal.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The network that an address stands for: all of IPv4, and of IPv6 what one household has. */
public final class Networks {
  private static final int IPV4_BYTES = 4;
  private static final int HOUSEHOLD_BYTES = 8;
  private static final int LARGEST = 255;
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** Of what holds a colon and begins so, the library asks nobody: it is an address or nothing. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private Networks() {}

  /** The address, or its first 64 bits for IPv6; what is no address stands for itself. */
  public static String of(String address) {
    String bare = address.replaceAll("%.*", "");
    return ipv4(bare).or(() -> ipv6(bare)).orElse(address.toLowerCase(Locale.ROOT));
  }

  /** That of who sends the request which this thread serves; "" where it serves none. */
  public static String current() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
        ? of(web.getRequest().getRemoteAddr())
        : "";
  }

  private static Optional<String> ipv4(String address) {
    if (!IPV4.matcher(address).matches()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[IPV4_BYTES];
    String[] numbers = address.split("\\.", -1);
    for (int i = 0; i < IPV4_BYTES; i++) {
      int number = Integer.parseInt(numbers[i]);
      if (number > LARGEST) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(HexFormat.of().formatHex(bytes));
  }

  private static Optional<String> ipv6(String address) {
    if (!IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return Optional.of(
          bytes.length == IPV4_BYTES
              ? HexFormat.of().formatHex(bytes)
              : HexFormat.of().formatHex(bytes, 0, HOUSEHOLD_BYTES) + "/64");
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
