package org.estover.licensing.portal.page;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An id of the trust and the page that shows what has it.
 *
 * @param id the id
 * @param href the path of the page, or of the log entries about it where it has no page
 */
public record IdLink(String id, String href) {
  private static final Pattern ID = Pattern.compile("([a-z]{2,8})_[0-9a-f]{32}");

  private static final Map<String, String> PAGES =
      Map.of(
          "rel", "/releases/",
          "doc", "/documents/",
          "off", "/licenses/",
          "agr", "/agreements/",
          "trun", "/training-runs/",
          "mdl", "/models/",
          "stm", "/statements/");

  /** Whether a text is an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The link of an id. */
  public static IdLink of(String id) {
    Matcher matcher = ID.matcher(id);
    String page = matcher.matches() ? PAGES.getOrDefault(matcher.group(1), "") : "";
    return new IdLink(id, page.isEmpty() ? "/ledger?id=" + id : page + id);
  }
}
