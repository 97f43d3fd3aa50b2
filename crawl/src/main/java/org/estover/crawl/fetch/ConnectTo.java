package org.estover.crawl.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host names that are served at given addresses instead of the ones that DNS names.
 *
 * <p>These addresses are the only ones exempt from {@link AddressGuard}: loopback and private
 * addresses are reached by no other way. A name keeps its URLs, so the address and port are
 * recorded nowhere.
 *
 * @param addresses lower-case host name to address and port
 */
public record ConnectTo(Map<String, InetSocketAddress> addresses) {
  /** No exceptions: every host is asked of DNS. */
  public static final ConnectTo NONE = new ConnectTo(Map.of());

  private static final Pattern ENTRY =
      Pattern.compile("([A-Za-z0-9.-]+)=(\\d+(?:\\.\\d+){3}|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

  public ConnectTo {
    Map<String, InetSocketAddress> copy = new TreeMap<>();
    addresses.forEach((name, address) -> copy.put(name.toLowerCase(Locale.ROOT), address));
    addresses = Map.copyOf(copy);
  }

  /**
   * Reads entries {@code name=address:port}; the address is a literal, IPv6 in brackets.
   *
   * @throws IllegalArgumentException naming the entry that is not of that form
   */
  public static ConnectTo parse(List<String> entries) {
    Map<String, InetSocketAddress> result = new TreeMap<>();
    for (String entry : entries) {
      Matcher matcher = ENTRY.matcher(entry.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
        throw Errors.badConnectTo(entry);
      }
      try {
        InetAddress address = InetAddress.getByName(matcher.group(2));
        int port = Integer.parseInt(matcher.group(3));
        result.put(matcher.group(1), new InetSocketAddress(address, port));
      } catch (UnknownHostException e) {
        throw Errors.badConnectTo(entry);
      }
    }
    return new ConnectTo(result);
  }

  /** The address that serves {@code host}, if it is one of the named ones. */
  public Optional<InetSocketAddress> address(String host) {
    return Optional.ofNullable(addresses.get(host.toLowerCase(Locale.ROOT)));
  }
}
