package org.estover.crawl.personal;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Email addresses around an {@code @}: what a reader would call one, and not all that RFC 5322
 * allows.
 *
 * <p>The name before the sign may be of any script (RFC 6531), or quoted. The domain has two labels
 * or more, of any script, and ends in a {@linkplain TopLevelDomains top-level domain}; so no file
 * name, version or annotation is one. Signs that an address may begin with by the RFC, but does not
 * in texts, such as {@code =} or {@code /}, end the name. Where scripts meet without a space, as in
 * Chinese text, the address ends. Nobody's addresses, at {@code example.com} and the like (RFC
 * 2606), are kept, and so are logins to version control ({@code git@host:path}).
 */
final class EmailAddresses implements PersonalFinder {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_LITERAL = 50;
  private static final Set<String> EXAMPLES = Set.of("example.com", "example.net", "example.org");
  private static final Set<String> VERSION_CONTROL = Set.of("git", "hg", "svn");

  /** Words of Kotlin that come before the sign: {@code this@Outer.name}. */
  private static final Set<String> KEYWORDS = Set.of("this", "super", "return");

  private final Scan text;

  EmailAddresses(Scan text) {
    this.text = text;
  }

  @Override
  public int triggers() {
    return Scan.AT;
  }

  @Override
  public @Nullable PersonalSpan around(int index) {
    int start = text.at(index - 1) == '"' ? quotedStart(index) : nameStart(index);
    if (start == index) {
      return null;
    }
    int end = text.at(index + 1) == '[' ? literalEnd(index + 1) : new Domain(index + 1).end();
    if (end < 0 || isOfCode(start, index, end)) {
      return null;
    }
    boolean isEmphasis = text.at(start) == '_' && text.at(end) == '_' && start + 1 < index;
    return PersonalSpan.of(isEmphasis ? start + 1 : start, end, PersonalKind.EMAIL);
  }

  /** Where a name that ends before the sign begins; the sign itself if there is none. */
  private int nameStart(int sign) {
    int start = sign;
    int family = Scan.NEUTRAL;
    boolean hasLetter = false;
    while (start > text.floor()) {
      char c = text.at(start - 1);
      if (!isOfName(c) && !(c == '=' && isReturnPath(start - 1))) {
        break;
      }
      if (c == '.' && text.at(start) == '.') {
        start++;
        break;
      }
      int other = Scan.family(c);
      if (other != Scan.NEUTRAL && family != Scan.NEUTRAL && other != family) {
        break;
      }
      family = other == Scan.NEUTRAL ? family : other;
      hasLetter |= other != Scan.NEUTRAL || Scan.isDigit(c);
      start--;
      if (sign - start > LONGEST_NAME) {
        return sign;
      }
    }
    if (!hasLetter) {
      return sign;
    }
    start = behindEscape(start, sign);
    while (start < sign && isNeverFirst(text.at(start))) {
      start++;
    }
    return start;
  }

  private static boolean isOfName(char c) {
    return Scan.isLetter(c)
        || Scan.isDigit(c)
        || switch (c) {
          case '.', '_', '-', '+', '\'', '~' -> true;
          default -> Scan.isOtherLetter(c);
        };
  }

  private static boolean isNeverFirst(char c) {
    return c == '.' || c == '-' || c == '\'' || c == '~';
  }

  /** Whether a sign of equality is of a name such as {@code bounce+bob=home.org@lists.org}. */
  private boolean isReturnPath(int equals) {
    int at = equals - 1;
    while (at > text.floor() && equals - at < LONGEST_NAME && isOfName(text.at(at))) {
      if (text.at(at) == '+' && at + 1 < equals) {
        return true;
      }
      at--;
    }
    return false;
  }

  /**
   * Where a name begins that stands behind an escape: of a line feed, of a character by its number,
   * {@code %20}.
   */
  private int behindEscape(int start, int sign) {
    char before = text.at(start - 1);
    if (before == '%' && Scan.hex(text.at(start)) >= 0 && Scan.hex(text.at(start + 1)) >= 0) {
      return Math.min(start + 2, sign);
    }
    if (before == '\\') {
      char escape = text.at(start);
      if (escape == 'n' || escape == 't' || escape == 'r') {
        return Math.min(start + 1, sign);
      }
      if (escape == 'u') {
        int digits = start + 1;
        while (digits < start + 5 && Scan.hex(text.at(digits)) >= 0) {
          digits++;
        }
        return digits == start + 5 ? Math.min(digits, sign) : start;
      }
    }
    return start;
  }

  /** Where a quoted name begins, as in {@code "a b"@host.org}; the sign itself if there is none. */
  private int quotedStart(int sign) {
    int last = sign - 1;
    for (int at = last - 1; at >= text.floor() && last - at <= LONGEST_NAME; at--) {
      char c = text.at(at);
      if (c == '\n' || c == '\r') {
        return sign;
      }
      if (c == '"' && text.at(at - 1) != '\\') {
        boolean isEmpty = at + 1 == last;
        return isEmpty || text.isWord(at - 1) ? sign : at;
      }
    }
    return sign;
  }

  /** Where an address in brackets ends, as in {@code postmaster@[8.8.8.8]}; -1 if there is none. */
  private int literalEnd(int bracket) {
    int at = bracket + 1;
    while (at - bracket < LONGEST_LITERAL && isOfLiteral(text.at(at))) {
      at++;
    }
    return at - bracket > 3 && text.at(at) == ']' ? at + 1 : -1;
  }

  private static boolean isOfLiteral(char c) {
    return Scan.hex(c) >= 0 || c == '.' || c == ':' || "IPv6".indexOf(c) >= 0;
  }

  /** Whether it is code that looks like an address. */
  private boolean isOfCode(int start, int sign, int end) {
    char next = text.at(end);
    String name = text.text(start, sign);
    if (VERSION_CONTROL.contains(name)) {
      boolean isUrl = text.at(start - 1) == '/' && text.at(start - 3) == ':';
      return isUrl || (next == ':' && text.at(end + 1) > ' ') || next == '/';
    }
    return KEYWORDS.contains(name) || next == '(' || (next == '_' && text.isWord(end + 1));
  }

  /** The domain that begins at an index. */
  private final class Domain {
    private final int start;
    private int labels;
    private int lastStart;
    private int lastEnd;
    private int previousStart;

    Domain(int start) {
      this.start = start;
      lastStart = start;
      int at = start;
      while (true) {
        int end = labelEnd(at);
        if (end == at) {
          break;
        }
        labels++;
        previousStart = lastStart;
        lastStart = at;
        lastEnd = end;
        if (text.at(end) != '.') {
          break;
        }
        at = end + 1;
      }
    }

    /** Where the label at an index ends; that index if there is none. */
    private int labelEnd(int from) {
      int at = from;
      int family = Scan.NEUTRAL;
      while (at - from < LONGEST_LABEL && at - start < LONGEST_DOMAIN) {
        char c = text.at(at);
        if (!Scan.isLetter(c) && !Scan.isDigit(c) && c != '-' && !Scan.isOtherLetter(c)) {
          break;
        }
        int other = Scan.family(c);
        if (other != Scan.NEUTRAL && family != Scan.NEUTRAL && other != family) {
          break;
        }
        family = other == Scan.NEUTRAL ? family : other;
        at++;
      }
      while (at > from && text.at(at - 1) == '-') {
        at--;
      }
      return text.at(from) == '-' ? from : at;
    }

    /** Where the domain ends; -1 if it is none. */
    int end() {
      if (labels < 2) {
        return -1;
      }
      int end = topLevelEnd(lastStart, lastEnd);
      // A sentence that follows without a space begins with a capital: "at home.org.Please".
      if (end < 0 && labels > 2 && Scan.isCapital(text.at(lastStart))) {
        end = topLevelEnd(previousStart, lastStart - 1);
      }
      return end < 0 || isNobodys(end) || isDensity() ? -1 : end;
    }

    private int topLevelEnd(int from, int to) {
      boolean isUnspaced = Scan.family(text.at(from)) == Scan.UNSPACED;
      for (int end = to; end > from; end--) {
        if (TopLevelDomains.contains(text.text(from, end))) {
          return end;
        }
        if (!isUnspaced) {
          break;
        }
      }
      return -1;
    }

    /** Whether nobody can have the domain: names for examples. */
    private boolean isNobodys(int end) {
      String name = UCharacter.toLowerCase(ULocale.ROOT, text.text(start, end));
      int dot = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
      return EXAMPLES.contains(name.substring(dot + 1));
    }

    /** Whether it is the density of a picture, as in {@code logo@2x.ai}. */
    private boolean isDensity() {
      return labels == 2
          && lastStart - start == 3
          && text.isDigit(start)
          && text.at(start + 1) == 'x';
    }
  }
}
