package org.estover.tokenize.release;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The order of hosts in a release's tree: label by label from the last one, each as unsigned bytes
 * of UTF-8, a host before all that stand below it.
 *
 * <p>So a domain and everything below it are neighbours, and two neighbours prove that a whole
 * domain is absent. An IP address is one label. The order is that of {@link #key}'s bytes.
 *
 * <pre>
 * Key   --> Label+, 0x00
 * Label --> 0x01, its bytes with 0xFF put behind each 0x00, 0x00
 * </pre>
 */
public final class HostOrder {
  private static final int END = 0;
  private static final int LABEL = 1;
  private static final int ESCAPE = 0xFF;

  private HostOrder() {}

  /** Bytes whose unsigned order is the order of hosts. */
  public static byte[] key(String host) {
    ByteArrayOutputStream key = labels(host);
    key.write(END);
    return key.toByteArray();
  }

  /** The least bytes that are greater than the keys of a domain and of all hosts below it. */
  static byte[] end(String domain) {
    ByteArrayOutputStream key = labels(domain);
    key.write(LABEL + 1);
    return key.toByteArray();
  }

  /** Compares two hosts. */
  static int compare(String one, String other) {
    return Arrays.compareUnsigned(key(one), key(other));
  }

  private static ByteArrayOutputStream labels(String host) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    int to = host.length();
    while (to >= 0) {
      int dot = UriHost.isAddress(host) ? -1 : host.lastIndexOf('.', to - 1);
      key.write(LABEL);
      for (byte b : host.substring(dot + 1, to).getBytes(StandardCharsets.UTF_8)) {
        key.write(b);
        if (b == END) {
          key.write(ESCAPE);
        }
      }
      key.write(END);
      to = dot;
    }
    return key;
  }
}
