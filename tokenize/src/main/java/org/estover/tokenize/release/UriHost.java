package org.estover.tokenize.release;

import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of a URI, and the domains it belongs to. */
public final class UriHost {
  private static final Pattern AUTHORITY =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\\[[^\\]/?#]*\\]|[^/?#:@]*)");

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private UriHost() {}

  /** The host in lower case, without port and final dot; empty where a URI names none. */
  public static String of(String uri) {
    Matcher authority = AUTHORITY.matcher(uri);
    return authority.lookingAt() ? normal(authority.group(1)) : "";
  }

  /** A host or domain as {@link #of} writes it. */
  public static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /**
   * All that a host or domain may be called in URIs: as it is given, and where its name has an
   * international form that one and its ASCII ({@code xn--...}), all as {@link #of} writes them.
   */
  public static Set<String> spellings(String host) {
    String normal = normal(host);
    Set<String> spellings = new LinkedHashSet<>(List.of(normal));
    try {
      spellings.add(normal(IDN.toASCII(normal, IDN.ALLOW_UNASSIGNED)));
      spellings.add(normal(IDN.toUnicode(normal, IDN.ALLOW_UNASSIGNED)));
    } catch (IllegalArgumentException e) {
      // No international name; it may be an address, or what some page took for a host.
      return spellings;
    }
    return spellings;
  }

  /** Whether a host is a domain or stands below it; nothing stands below an IP address. */
  public static boolean isWithin(String host, String domain) {
    return host.equals(domain)
        || (!isAddress(host)
            && host.length() > domain.length()
            && host.endsWith(domain)
            && host.charAt(host.length() - domain.length() - 1) == '.');
  }

  /** Whether a host is an IP address, below which nothing stands. */
  static boolean isAddress(String host) {
    return host.startsWith("[") || IPV4.matcher(host).matches();
  }

  /** The host and every domain above it that has a dot: what one may ask for. */
  public static List<String> domains(String host) {
    List<String> domains = new ArrayList<>();
    if (!host.isEmpty()) {
      domains.add(host);
    }
    if (!isAddress(host)) {
      for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        String above = host.substring(dot + 1);
        if (above.indexOf('.') >= 0) {
          domains.add(above);
        }
      }
    }
    return domains;
  }
}
