package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file or an answer of a site that {@link RightsLint} looks at.
 *
 * <p>The body is not copied; nobody may change it.
 *
 * @param name a file's name or an answer's URL, as findings tell it
 * @param status the HTTP status, or 0 of a file
 * @param mediaType the media type in lower case without parameters, or "" of a file
 * @param fields the answer's header fields
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LintSubject(
    String name,
    int status,
    String mediaType,
    List<Map.Entry<String, String>> fields,
    byte[] body) {
  private static final int SNIFFED = 4096;

  public LintSubject {
    fields = List.copyOf(fields);
  }

  /** A file, without an answer around it. */
  public static LintSubject ofFile(String name, byte[] body) {
    return new LintSubject(name, 0, "", List.of(), body);
  }

  /** The kinds of what is looked at. */
  enum Kind {
    ROBOTS_TXT,
    TDMREP_JSON,
    AI_TXT,
    RSL,
    PAGE,
    HEADERS,
    NOTHING
  }

  /** Whether the answer brought what was asked for; a file always does. */
  boolean isSuccess() {
    return status == 0 || (status >= 200 && status <= 299);
  }

  /** What this is, by its name, else by how it begins. */
  Kind kind() {
    String path = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (path.equals("robots.txt")) {
      return Kind.ROBOTS_TXT;
    }
    if (path.equals("tdmrep.json")) {
      return Kind.TDMREP_JSON;
    }
    if (path.equals("ai.txt")) {
      return Kind.AI_TXT;
    }
    String head =
        new String(body, 0, Math.min(body.length, SNIFFED), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    if (mediaType.equals("application/rsl+xml") || head.contains("<rsl")) {
      return head.contains("<html") ? Kind.PAGE : Kind.RSL;
    }
    if (mediaType.contains("html") || head.contains("<html") || head.contains("<!doctype html")) {
      return Kind.PAGE;
    }
    if (head.stripLeading().startsWith("[") && head.contains("tdm-")) {
      return Kind.TDMREP_JSON;
    }
    if (head.contains("user-agent")) {
      return Kind.ROBOTS_TXT;
    }
    return status == 0 ? Kind.NOTHING : Kind.HEADERS;
  }
}
