package org.estover.crawl.extract;

import com.ibm.icu.util.IllformedLocaleException;
import com.ibm.icu.util.ULocale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The language that a page says it is written in, as a BCP 47 tag in its normal form ({@code
 * pt-BR}); "" where it says none, or what is no tag.
 *
 * <p>A page's root says it, else its {@code meta http-equiv=content-language}, and for a page that
 * says nothing the answer that brought it (HTML, section "Determining the language of a node").
 * Pages copy this from templates, so it is a claim, and not what the text shows.
 */
public final class DeclaredLanguage {
  private static final int MAX_CHARS = 64;

  private DeclaredLanguage() {}

  /** Returns what a page says of itself. */
  static String of(Document page) {
    Element root = page.firstElementChild();
    if (root == null) {
      return "";
    }
    String lang = root.hasAttr("lang") ? root.attr("lang") : root.attr("xml:lang");
    String said = normal(lang);
    return said.isEmpty() ? inHead(page.head()) : said;
  }

  private static String inHead(Element head) {
    for (Element meta : head.children()) {
      if (meta.nameIs("meta") && meta.attr("http-equiv").equalsIgnoreCase("content-language")) {
        return normal(meta.attr("content"));
      }
    }
    return "";
  }

  /**
   * Returns the normal form of a tag, also of one with underscores. Several tags say for whom a
   * page is, and not what language its text has: they give "".
   */
  public static String normal(String tag) {
    String stripped = tag.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_CHARS) {
      return "";
    }
    try {
      ULocale locale = new ULocale.Builder().setLanguageTag(stripped.replace('_', '-')).build();
      String normal = ULocale.createCanonical(locale).toLanguageTag();
      return normal.equals("und") ? "" : normal;
    } catch (IllformedLocaleException e) {
      return "";
    }
  }
}
