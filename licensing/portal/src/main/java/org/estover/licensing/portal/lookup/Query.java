package org.estover.licensing.portal.lookup;

import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.estover.licensing.portal.access.PlainText;

/**
 * What somebody typed into the one box, and what it is taken for.
 *
 * @param text without what surrounds it
 */
record Query(Kind kind, String text) {
  /** The longest that is looked up. */
  static final int LONGEST = 2000;

  private static final Pattern DOCUMENT = Pattern.compile("doc_[0-9a-f]{32}");
  private static final Pattern RELEASE = Pattern.compile("rel_[0-9a-f]{32}");
  private static final Pattern DIGEST = Pattern.compile("(?:sha-?256:)?([0-9a-f]{64})");
  private static final Pattern ADDRESS =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s]+|[^\\s/?#@]+\\.[^\\s/?#@]+/[^\\s]*");
  private static final Pattern HOST =
      Pattern.compile("(?:[\\p{L}\\p{N}_-]{1,63}\\.)+[\\p{L}\\p{N}-]{2,63}\\.?|\\[[0-9a-f:.]+\\]");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://");

  /** The kinds of things that can be looked up. */
  enum Kind {
    /** Nothing was asked. */
    EMPTY,
    /** A document, by its id. */
    DOCUMENT,
    /** A release, by its id. */
    RELEASE,
    /** A text, by its SHA-256. */
    DIGEST,
    /** A page or record, by its URI. */
    ADDRESS,
    /** A site. */
    HOST,
    /** Words that stand in a text as they are. */
    WORDS
  }

  /** Takes what was typed for what it looks like. */
  static Query of(String typed) {
    String text = PlainText.cut(typed.strip(), LONGEST);
    if (text.isEmpty()) {
      return new Query(Kind.EMPTY, "");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (DOCUMENT.matcher(lower).matches()) {
      return new Query(Kind.DOCUMENT, lower);
    }
    if (RELEASE.matcher(lower).matches()) {
      return new Query(Kind.RELEASE, lower);
    }
    var digest = DIGEST.matcher(lower);
    if (digest.matches()) {
      return new Query(Kind.DIGEST, digest.group(1));
    }
    if (HOST.matcher(text).matches()) {
      return new Query(Kind.HOST, host(lower));
    }
    return new Query(ADDRESS.matcher(text).matches() ? Kind.ADDRESS : Kind.WORDS, text);
  }

  /** A host as releases write it: lower case, an international name in ASCII. */
  static String host(String typed) {
    String lower = typed.strip().toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    try {
      return IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      // No international name: it is looked up as it stands, and not found.
      return bare;
    }
  }

  /**
   * The spellings under which a release may have an address: first as it was typed, then with the
   * other of http and https, without a fragment, with or without a final slash.
   */
  List<String> spellings() {
    Set<String> bare = new LinkedHashSet<>();
    int fragment = text.indexOf('#');
    bare.add(text);
    if (fragment > 0) {
      bare.add(text.substring(0, fragment));
    }
    Set<String> schemed = new LinkedHashSet<>();
    for (String each : bare) {
      if (each.indexOf(':') < 0 || each.indexOf('/') < each.indexOf(':')) {
        schemed.add("https://" + each);
        schemed.add("http://" + each);
        schemed.add(each);
      } else {
        schemed.add(each);
        if (SCHEME.matcher(each).lookingAt()) {
          boolean secure = each.regionMatches(true, 0, "https", 0, 5);
          schemed.add((secure ? "http" : "https") + each.substring(each.indexOf(':')));
        }
      }
    }
    Set<String> all = new LinkedHashSet<>(schemed);
    for (String each : schemed) {
      if (SCHEME.matcher(each).lookingAt()) {
        all.add(each.endsWith("/") ? each.substring(0, each.length() - 1) : each + "/");
      }
    }
    return List.copyOf(all);
  }
}
