package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of a URI, and the domains it belongs to. */
public final class UriHost {
  private static final Pattern AUTHORITY =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\\[[^\\]/?#]*\\]|[^/?#:@]*)");

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

  /** Whether a host is a domain or stands below it. */
  public static boolean isWithin(String host, String domain) {
    return host.equals(domain)
        || (host.length() > domain.length()
            && host.endsWith(domain)
            && host.charAt(host.length() - domain.length() - 1) == '.');
  }

  /** The host and every domain above it that has a dot: what one may ask for. */
  static List<String> domains(String host) {
    List<String> domains = new ArrayList<>();
    if (!host.isEmpty()) {
      domains.add(host);
    }
    if (!host.startsWith("[")) {
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
