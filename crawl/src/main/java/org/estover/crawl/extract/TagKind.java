package org.estover.crawl.extract;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What an element is for the extraction of text, by its tag. */
enum TagKind {
  TEXT,
  INLINE,
  LINK,
  /**
   * What programs read or write: in a link it is the name of a thing, and what the page is about.
   */
  CODE,
  BREAK,
  IMAGE,
  /** Without text for readers. */
  NEVER,
  BODY,
  BLOCK,
  PARAGRAPH,
  HEADING,
  TITLE_HEADING,
  PREFORMATTED,
  QUOTE,
  LIST,
  ITEM,
  TERM,
  TABLE,
  ROW,
  CELL,
  FORM,
  FIGURE,
  CAPTION,
  ARTICLE,
  MAIN,
  SECTION,
  HEADER,
  FOOTER,
  ASIDE,
  NAVIGATION;

  private static final Set<TagKind> PHRASING =
      EnumSet.of(TEXT, INLINE, LINK, CODE, BREAK, IMAGE, NEVER);
  private static final Map<String, TagKind> BY_NAME = new HashMap<>();

  static {
    put(
        NEVER,
        "script style noscript template iframe object embed svg canvas map audio video select"
            + " textarea input datalist dialog link meta applet frame frameset progress meter"
            + " title button rt rp");
    put(LINK, "a");
    put(CODE, "code tt samp kbd");
    put(BREAK, "br");
    put(IMAGE, "img picture amp-img");
    put(BODY, "body html");
    put(BLOCK, "div center details summary dl dir hgroup hr legend address");
    put(PARAGRAPH, "p");
    put(HEADING, "h2 h3 h4 h5 h6");
    put(TITLE_HEADING, "h1");
    put(PREFORMATTED, "pre");
    put(QUOTE, "blockquote");
    put(LIST, "ul ol");
    put(ITEM, "li");
    put(TERM, "dt dd");
    put(TABLE, "table thead tbody tfoot");
    put(ROW, "tr");
    put(CELL, "td th");
    put(FORM, "form fieldset label");
    put(FIGURE, "figure");
    put(CAPTION, "figcaption caption");
    put(ARTICLE, "article");
    put(MAIN, "main");
    put(SECTION, "section");
    put(HEADER, "header");
    put(FOOTER, "footer");
    put(ASIDE, "aside");
    put(NAVIGATION, "nav menu");
  }

  private static void put(TagKind tag, String names) {
    for (String name : names.split(" ", -1)) {
      BY_NAME.put(name, tag);
    }
  }

  static TagKind of(String name) {
    return BY_NAME.getOrDefault(name, INLINE);
  }

  /** Whether an element ends the paragraph before it. */
  boolean isBlock() {
    return !PHRASING.contains(this);
  }

  /** Whether an element is one of a series, in which short texts are usual. */
  boolean isItem() {
    return this == ITEM || this == CELL || this == TERM;
  }

  /** Whether an element may hold the content of a page. */
  boolean isContainer() {
    boolean leaf = this == PARAGRAPH || this == QUOTE || isHeading();
    return this == CELL || (isBlock() && !leaf && !isItem());
  }

  boolean isTabular() {
    return this == TABLE || this == ROW || this == CELL;
  }

  boolean isHeading() {
    return this == HEADING || this == TITLE_HEADING;
  }
}
