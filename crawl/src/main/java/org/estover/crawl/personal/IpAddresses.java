package org.estover.crawl.personal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.estover.crawl.fetch.AddressGuard;
import org.jspecify.annotations.Nullable;

/**
 * Public addresses of IPv4 and IPv6, around a digit or a colon.
 *
 * <p>What is public {@link AddressGuard} says by the registries of IANA: private, loopback, link
 * local, documentation, multicast and reserved addresses are kept. Four numbers with dots are no
 * address where they are a version, a section or a part of a longer number: behind words such as
 * <i>version</i>, a sign of comparison or the name of a product and a slash, and before {@code
 * -beta} or {@code .jar}. Where all four are small, as of sections, something must say that they
 * are an address: a word, a port, a URL.
 */
final class IpAddresses implements PersonalFinder {
  private static final String V6_PLACEHOLDER = "2001:db8::1";
  private static final int OCTETS = 4;
  private static final int GROUPS = 8;
  private static final int LONGEST_WORD = 24;

  /** Of sections and of most versions no number is larger. */
  private static final int LARGEST_OF_SECTION = 30;

  private static final Set<String> WORDS_OF_VERSIONS =
      Set.of(
          "v",
          "ver",
          "vers",
          "version",
          "versions",
          "versioning",
          "release",
          "releases",
          "rev",
          "revision",
          "build",
          "firmware",
          "update",
          "upgrade",
          "patch",
          "driver",
          "sdk",
          "jre",
          "jdk",
          "kernel",
          "section",
          "sections",
          "sec",
          "chapter",
          "clause",
          "article",
          "art",
          "paragraph",
          "para",
          "figure",
          "fig",
          "table",
          "step",
          "oid",
          "appendix");

  /** Words before numbers that are an address, however small. */
  private static final Set<String> WORDS_OF_ADDRESSES =
      Set.of(
          "ip",
          "ips",
          "ipv",
          "addr",
          "address",
          "host",
          "server",
          "nameserver",
          "resolver",
          "dns",
          "from",
          "ping",
          "gateway",
          "client",
          "peer",
          "ssh",
          "telnet",
          "curl",
          "traceroute",
          "for");

  /** Addresses of small numbers that are often written: those of public resolvers of names. */
  private static final Set<String> RESOLVERS =
      Set.of("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9");

  private final Scan text;

  IpAddresses(Scan text) {
    this.text = text;
  }

  @Override
  public int triggers() {
    return Scan.DIGIT | Scan.COLON;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    return text.at(index) == ':' ? v6(index) : v4(index);
  }

  private @Nullable PersonalSpan v4(int start) {
    char before = text.at(start - 1);
    if (text.isWord(start - 1)
        || (before == '.' && text.isWord(start - 2))
        || (before == '-' && text.isLetter(start - 2))) {
      return null;
    }
    byte[] octets = new byte[OCTETS];
    int end = octets(start, octets, 0);
    if (end < 0 || !isPublic(octets) || isOfMore(end) || isVersion(start, end, octets)) {
      return null;
    }
    return PersonalSpan.of(start, end, PersonalKind.IP);
  }

  /** Reads four numbers with dots; returns their end, or -1 if they are none. */
  private int octets(int start, byte[] into, int offset) {
    int at = start;
    for (int i = 0; i < OCTETS; i++) {
      if (i > 0 && text.at(at++) != '.') {
        return -1;
      }
      int first = at;
      int value = 0;
      while (at - first < 4 && text.isDigit(at)) {
        value = value * 10 + text.at(at++) - '0';
      }
      boolean isPadded = at - first > 1 && text.at(first) == '0';
      if (at == first || at - first > 3 || value > 255 || isPadded) {
        return -1;
      }
      into[offset + i] = (byte) value;
    }
    return text.isDigit(at) ? -1 : at;
  }

  /**
   * Whether a longer thing goes on behind four numbers: a fifth one, a word, a version's suffix.
   */
  private boolean isOfMore(int end) {
    char next = text.at(end);
    return text.isWord(end)
        || ((next == '.' || next == '+') && text.isWord(end + 1))
        || (next == '-' && text.isLetter(end + 1));
  }

  private boolean isVersion(int start, int end, byte[] octets) {
    char before = text.at(start - 1);
    if (before == '^' || before == '~' || before == '$') {
      return true;
    }
    if (before == '/' && isProduct(start - 1)) {
      return true;
    }
    return WORDS_OF_VERSIONS.contains(wordBefore(behindWord(start)))
        || isCompared(start)
        || isSection(start, end, octets);
  }

  /** Whether a comparison of versions stands before, as in {@code >= 1.2.3.4}, or a section. */
  private boolean isCompared(int start) {
    int sign = text.at(start - 1) == ' ' || text.at(start - 1) == '\u00a0' ? start - 2 : start - 1;
    char last = text.at(sign);
    char first = text.at(sign - 1);
    return last == '\u00a7'
        || (last == '=' && (first == '=' || first == '<' || first == '>' || first == '~'))
        || (last == '=' && first == '!')
        || (last == '>' && first == '~');
  }

  /** Whether a product's name stands before a slash, as in {@code Chrome/1.2.3.4}. */
  private boolean isProduct(int slash) {
    int at = slash;
    while (slash - at < LONGEST_WORD && text.isLetter(at - 1)) {
      at--;
    }
    return at < slash && Scan.isCapital(text.at(at));
  }

  private String wordBefore(int end) {
    int at = end - (text.at(end - 1) == '.' ? 1 : 0);
    int wordEnd = at;
    while (wordEnd - at < LONGEST_WORD && text.isLetter(at - 1)) {
      at--;
    }
    return text.text(at, wordEnd).toLowerCase(Locale.ROOT);
  }

  /** Whether small numbers stand where nothing says that they are an address. */
  private boolean isSection(int start, int end, byte[] octets) {
    for (byte octet : octets) {
      if ((octet & 0xff) > LARGEST_OF_SECTION) {
        return false;
      }
    }
    char before = text.at(start - 1);
    boolean isOfUrl =
        before == '@' || before == '[' || (before == '/' && text.at(start - 2) == '/');
    boolean hasPort = (text.at(end) == ':' || text.at(end) == '/') && text.isDigit(end + 1);
    return !isOfUrl
        && !hasPort
        && !WORDS_OF_ADDRESSES.contains(wordBefore(behindWord(start)))
        && !RESOLVERS.contains(text.text(start, end));
  }

  /** Where the word before a number ends, if no more than a few signs are between. */
  private int behindWord(int start) {
    int word = start;
    while (start - word < 3 && " :=#(\"'\t\u00a0".indexOf(text.at(word - 1)) >= 0) {
      word--;
    }
    return word;
  }

  private @Nullable PersonalSpan v6(int colon) {
    int start = colon;
    while (colon - start <= OCTETS && start > text.floor() && Scan.hex(text.at(start - 1)) >= 0) {
      start--;
    }
    if (text.isWord(start - 1) || ".:-".indexOf(text.at(start - 1)) >= 0) {
      return null;
    }
    Groups groups = new Groups(start);
    return groups.isAddress() && isPublic(groups.bytes)
        ? new PersonalSpan(start, groups.end, PersonalKind.IP, V6_PLACEHOLDER)
        : null;
  }

  private static boolean isPublic(byte[] address) {
    try {
      return AddressGuard.allows(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** The groups of an IPv6 address, as RFC 4291 writes them. */
  private final class Groups {
    private final byte[] bytes = new byte[2 * GROUPS];
    private int count;
    private int gap = -1;
    private int end;

    Groups(int start) {
      int at = start;
      if (text.at(at) == ':' && text.at(at + 1) == ':') {
        gap = 0;
        at += 2;
      }
      end = at;
      while (count < GROUPS && Scan.hex(text.at(at)) >= 0) {
        if (count <= GROUPS - 2) {
          int v4 = octets(at, bytes, 2 * count);
          if (v4 >= 0) {
            count += 2;
            end = v4;
            break;
          }
        }
        at = group(at);
        end = at;
        if (text.at(at) != ':') {
          break;
        }
        if (text.at(at + 1) == ':' && gap < 0) {
          gap = count;
          at += 2;
          end = at;
        } else {
          at++;
        }
      }
    }

    private int group(int start) {
      int at = start;
      int value = 0;
      while (at - start < 4 && Scan.hex(text.at(at)) >= 0) {
        value = value << 4 | Scan.hex(text.at(at++));
      }
      bytes[2 * count] = (byte) (value >> 8);
      bytes[2 * count + 1] = (byte) value;
      count++;
      return at;
    }

    boolean isAddress() {
      if (gap < 0 ? count != GROUPS : count >= GROUPS) {
        return false;
      }
      // "in the year 2262::" is no network, "2602::/24" is one.
      if (count == 1 && gap == 1 && text.at(end) != '/') {
        return false;
      }
      if (text.isWord(end) || (text.at(end) == ':' && Scan.hex(text.at(end + 1)) >= 0)) {
        return false;
      }
      if (gap >= 0) {
        int moved = 2 * (count - gap);
        System.arraycopy(bytes, 2 * gap, bytes, bytes.length - moved, moved);
        Arrays.fill(bytes, 2 * gap, bytes.length - moved, (byte) 0);
      }
      return true;
    }
  }
}
