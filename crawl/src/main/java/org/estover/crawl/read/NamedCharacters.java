package org.estover.crawl.read;

import java.util.Set;
import org.jsoup.nodes.Entities;

/** Characters that are written by name or number, as in HTML and in the DTDs of ISO 8879. */
final class NamedCharacters {
  private static final int MAX_NAME = 32;

  /** What every XML parser knows without a DTD. */
  private static final Set<String> IN_XML = Set.of("lt", "gt", "amp", "quot", "apos");

  private NamedCharacters() {}

  /**
   * Where the reference that begins at {@code at} with an ampersand ends; -1 if none does.
   *
   * @return the index behind its semicolon
   */
  static int end(CharSequence text, int at) {
    int i = at + 1;
    int most = Math.min(text.length(), i + MAX_NAME);
    while (i < most) {
      char c = text.charAt(i);
      if (c == ';') {
        return i == at + 1 ? -1 : i + 1;
      }
      boolean fits =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || (c == '#' && i == at + 1);
      if (!fits) {
        return -1;
      }
      i++;
    }
    return -1;
  }

  /**
   * The characters that a name such as {@code alpha}, {@code #945} or {@code #x3B1} stands for, or
   * "".
   */
  static String find(String name) {
    if (!name.startsWith("#")) {
      return Entities.getByName(name);
    }
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    int code;
    try {
      code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
    } catch (NumberFormatException e) {
      return "";
    }
    boolean isText =
        code == '\n'
            || code == '\t'
            || (code >= ' ' && code < 0x7f)
            || (code >= 0xa0 && code <= Character.MAX_CODE_POINT && !isReserved(code));
    return isText ? Character.toString(code) : "";
  }

  private static boolean isReserved(int code) {
    return (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)
        || (code & 0xfffe) == 0xfffe
        || (code >= 0xfdd0 && code <= 0xfdef);
  }

  /** A text in which the characters stand themselves; a name that is unknown stays. */
  static String resolve(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder resolved = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int end = end(text, at);
      String found = end < 0 ? "" : find(text.substring(at + 1, end - 1));
      resolved.append(text, from, at);
      if (found.isEmpty()) {
        resolved.append('&');
        from = at + 1;
      } else {
        resolved.append(found);
        from = end;
      }
      at = text.indexOf('&', from);
    }
    return resolved.append(text, from, text.length()).toString();
  }

  /** Where the next ampersand of XML is that may begin a reference; -1 if none is. */
  static int nextInXml(String xml, int from) {
    int at = from;
    while (at < xml.length()) {
      char c = xml.charAt(at);
      if (c == '&') {
        return at;
      }
      String end = c == '<' ? endOfSection(xml, at) : "";
      if (end.isEmpty()) {
        at++;
      } else {
        int ends = xml.indexOf(end, at + 2);
        at = ends < 0 ? xml.length() : ends + end.length();
      }
    }
    return -1;
  }

  /** What ends the section without references that begins here; "" if none does. */
  private static String endOfSection(String xml, int at) {
    return xml.startsWith("<![CDATA[", at)
        ? "]]>"
        : xml.startsWith("<!--", at) ? "-->" : xml.startsWith("<?", at) ? "?>" : "";
  }

  /**
   * XML in which no entity is left that a DTD would have to declare: characters stand themselves,
   * and names that nobody knows are text. CDATA and comments, in which nothing is named, stay.
   */
  static String resolveForXml(String xml) {
    int at = nextInXml(xml, 0);
    if (at < 0) {
      return xml;
    }
    StringBuilder resolved = new StringBuilder(xml.length());
    int from = 0;
    for (; at >= 0; at = nextInXml(xml, at + 1)) {
      int end = end(xml, at);
      String name = end < 0 ? "" : xml.substring(at + 1, end - 1);
      if (IN_XML.contains(name) || name.startsWith("#")) {
        continue;
      }
      String found = name.isEmpty() ? "" : find(name);
      resolved.append(xml, from, at);
      if (found.isEmpty() || found.indexOf('<') >= 0 || found.indexOf('&') >= 0) {
        resolved.append("&amp;");
        from = at + 1;
      } else {
        resolved.append(found);
        from = end;
      }
    }
    return resolved.append(xml, from, xml.length()).toString();
  }
}
