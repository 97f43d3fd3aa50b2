package org.estover.licensing.portal.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;

/** The network that an address stands for: all of IPv4, and of IPv6 what one household has. */
public final class Networks {
  private static final int IPV4_BYTES = 4;
  private static final int HOUSEHOLD_BYTES = 8;

  private Networks() {}

  /** The address, or its first 64 bits for IPv6; what is no address stands for itself. */
  public static String of(String address) {
    // Names are never looked up: of letters and points alone there are such, too.
    if (!address.matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%.*)?")) {
      return address.toLowerCase(Locale.ROOT);
    }
    try {
      byte[] bytes = InetAddress.getByName(address.replaceAll("%.*", "")).getAddress();
      return bytes.length == IPV4_BYTES
          ? HexFormat.of().formatHex(bytes)
          : HexFormat.of().formatHex(bytes, 0, HOUSEHOLD_BYTES) + "/64";
    } catch (UnknownHostException e) {
      return address.toLowerCase(Locale.ROOT);
    }
  }
}
