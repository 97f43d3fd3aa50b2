package org.estover.crawl.read;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a tag in a wikitext. */
enum WikiTag {
  /** It goes, and all up to its end tag. */
  CONTENT_GOES,
  /** It goes; what it holds is text and no markup. */
  PLAIN,
  /** The same, and its lines stay as they are. */
  CODE,
  /** It goes; what it holds is TeX. */
  TEX,
  /** It goes, and a new line begins. */
  LINE,
  /** It goes, and a list's item begins. */
  ITEM,
  /** It goes, and a table's cell begins. */
  CELL,
  /** It goes, and what it holds stands higher than what is before it. */
  RAISED,
  /** It goes. */
  INLINE;

  private static final Map<String, WikiTag> BY_NAME = new HashMap<>();

  static {
    put(
        CONTENT_GOES,
        "ref gallery timeline score graph chart imagemap templatedata mapframe maplink hiero"
            + " references inputbox categorytree includeonly indicator templatestyles charinsert"
            + " style script section labeledsectiontransclusion rss dynamicpagelist ref-list"
            + " phonos");
    put(PLAIN, "nowiki");
    put(CODE, "pre syntaxhighlight source");
    put(TEX, "math chem ce");
    put(
        LINE,
        "br p div blockquote center ul ol dl dd dt hr table caption tr thead tbody tfoot poem h1"
            + " h2 h3 h4 h5 h6");
    put(ITEM, "li");
    put(CELL, "td th");
    put(RAISED, "sup");
    put(
        INLINE,
        "b i u s em strong span small big sub code tt kbd samp var del ins strike font cite q abbr"
            + " dfn bdi bdo ruby rt rp rb rtc mark time data nobr noinclude onlyinclude wbr a img"
            + " col colgroup link meta tvar translate languages");
  }

  private static void put(WikiTag tag, String names) {
    for (String name : names.split(" ", -1)) {
      BY_NAME.put(name, tag);
    }
  }

  /** What becomes of a tag by its name in lower case; null for what is no tag but text. */
  static @Nullable WikiTag of(String name) {
    return BY_NAME.get(name);
  }
}
