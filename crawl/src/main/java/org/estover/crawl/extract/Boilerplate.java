package org.estover.crawl.extract;

/**
 * Finds what is not the content of a page: navigation, what is hidden, pictures' captions, rows of
 * teasers, and what is called a sidebar, a comment and the like.
 *
 * <p>Names lie at times, so an element that holds a large share of the page's text stays whatever
 * it is called. Cost: the number of nodes, times their depth at worst.
 */
final class Boilerplate {
  private static final int MINOR_CHARS = 300;
  private static final int AUTHOR_CHARS = 700;
  private static final int CAPTION_CHARS = 500;
  private static final int CAPTION_LINE = 250;
  private static final int BUTTON_CHARS = 20;
  private static final int TEASER_CHARS = 400;
  private static final int TEASER_LINK = 15;
  private static final int TEASERS_HEAD = 100;

  /** The share of the page's prose in captions from which on the captions are its content. */
  private static final double GALLERY = 0.3;

  /** What share of a note is links at most, and prose at least. */
  private static final double NOTE_LINKS = 0.25;

  private static final double NOTE_PROSE = 0.7;
  private static final double SHARE = 0.35;
  private static final double PROSE_SHARE = 0.5;
  private static final int MIN_PROSE = 200;

  private final PageTree tree;
  private final boolean strict;
  private final boolean gallery;
  private final int[] ownProse;

  private Boilerplate(PageTree tree, boolean strict) {
    this.tree = tree;
    this.strict = strict;
    this.gallery = captionProse(tree) > GALLERY * tree.prose(0);
    this.ownProse = ownProse(tree);
  }

  /**
   * Marks the elements that go; what is below them is not marked.
   *
   * @param strict whether names and shapes count too, and not only tags, roles and styles
   */
  static boolean[] find(PageTree tree, boolean strict) {
    return new Boilerplate(tree, strict).find();
  }

  /** Marks nothing. */
  static boolean[] none(PageTree tree) {
    return new boolean[tree.size()];
  }

  private boolean[] find() {
    boolean[] out = new boolean[tree.size()];
    for (int i = 1; i < tree.size(); ) {
      if (tree.tag(i) != TagKind.TEXT && isOut(i) && !isLarge(i)) {
        out[i] = true;
        i = tree.end(i);
      } else {
        i++;
      }
    }
    return out;
  }

  private boolean isLarge(int i) {
    return tree.chars(i) > SHARE * tree.chars(0)
        || (tree.prose(i) > MIN_PROSE && tree.prose(i) > PROSE_SHARE * tree.prose(0));
  }

  private boolean isOut(int i) {
    TagKind tag = tree.tag(i);
    return switch (tag) {
      case NAVIGATION, FORM, FOOTER -> true;
      case BODY, MAIN -> false;
      case CAPTION -> !gallery || isOutByMarks(i);
      case FIGURE -> (!gallery && isPicture(i)) || isOutByMarks(i);
      case ASIDE -> strict || isOutByMarks(i);
      case HEADER -> (tree.prose(i) == 0 && !isInContent(i)) || isOutByShape(i) || isOutByMarks(i);
      default -> isOutByShape(i) || isOutByMarks(i);
    };
  }

  private boolean isOutByShape(int i) {
    return strict && ((!gallery && isPictureWithLine(i)) || isRowOfTeasers(i));
  }

  private boolean isOutByMarks(int i) {
    int marks = tree.marks(i);
    int always = NameMarks.HIDDEN | NameMarks.ROLE | NameMarks.COMMENT;
    return marks != 0 && ((marks & always) != 0 || (strict && isOutByName(i, marks)));
  }

  private boolean isOutByName(int i, int marks) {
    if ((marks & NameMarks.BOILERPLATE) != 0) {
      return !isNote(i);
    }
    if ((marks & NameMarks.TEASER) != 0 && tree.linkChars(i) > 0) {
      return true;
    }
    if ((marks & (NameMarks.BODY | NameMarks.ARTICLE | NameMarks.CONTENT)) != 0) {
      return false;
    }
    if ((marks & NameMarks.CAPTION) != 0 && !gallery && tree.chars(i) < CAPTION_CHARS) {
      return true;
    }
    if ((marks & NameMarks.AUTHOR) != 0) {
      return tree.chars(i) < AUTHOR_CHARS;
    }
    if ((marks & NameMarks.MINOR) != 0) {
      return tree.chars(i) < MINOR_CHARS;
    }
    return (marks & NameMarks.LAYOUT) != 0 && isButtons(i);
  }

  /**
   * Whether an element is prose that stands between the paragraphs of a text, of which it makes at
   * most two thirds: a note, whatever it is called.
   */
  private boolean isNote(int i) {
    int above = tree.parent(i);
    return tree.linkChars(i) < NOTE_LINKS * tree.chars(i)
        && tree.prose(i) > NOTE_PROSE * tree.chars(i)
        && tree.blocks(i) > 1
        && tree.images(i) == 0
        && 2 * ownProse[above] > tree.prose(i);
  }

  /** The prose of the paragraphs that stand directly in each element. */
  private static int[] ownProse(PageTree tree) {
    int[] own = new int[tree.size()];
    for (int i = 1; i < tree.size(); i++) {
      own[tree.parent(i)] += tree.tag(i).isBlock() && tree.blocks(i) == 1 ? tree.prose(i) : 0;
    }
    return own;
  }

  /** Whether an element is a word or a few links. */
  private boolean isButtons(int i) {
    TagKind tag = tree.tag(i);
    return tree.prose(i) == 0
        && !tag.isTabular()
        && !tag.isHeading()
        && (tree.chars(i) < BUTTON_CHARS || tree.linkChars(i) > 0.4 * tree.chars(i));
  }

  private boolean isInContent(int index) {
    for (int above = tree.parent(index); above > 0; above = tree.parent(above)) {
      TagKind tag = tree.tag(above);
      if (tag == TagKind.ARTICLE || tag == TagKind.MAIN || tag == TagKind.SECTION) {
        return true;
      }
    }
    return false;
  }

  /** Whether a figure is not a table, code or a quotation, which are content. */
  private boolean isPicture(int figure) {
    for (int i = figure + 1; i < tree.end(figure); i++) {
      TagKind tag = tree.tag(i);
      if (tag.isTabular() || tag == TagKind.PREFORMATTED || tag == TagKind.QUOTE) {
        return false;
      }
    }
    return true;
  }

  /** Whether an element is a picture and a line of text. */
  private boolean isPictureWithLine(int i) {
    TagKind tag = tree.tag(i);
    return (tag == TagKind.BLOCK || tag == TagKind.SECTION)
        && tree.images(i) > 0
        && tree.blocks(i) == 1
        && tree.chars(i) < CAPTION_LINE;
  }

  /** Whether an element is a row of boxes with a picture or a headline, a link and few words. */
  private boolean isRowOfTeasers(int row) {
    TagKind kind = tree.tag(row);
    if (!kind.isBlock() || kind.isTabular() || tree.linkChars(row) == 0) {
      return false;
    }
    int teasers = 0;
    int others = 0;
    for (int i = row + 1; i < tree.end(row); i = tree.end(i)) {
      if (isTeaser(i)) {
        teasers++;
      } else {
        others += tree.chars(i);
      }
    }
    return teasers >= 2 && others < TEASERS_HEAD;
  }

  private boolean isTeaser(int i) {
    return tree.tag(i).isBlock()
        && tree.linkChars(i) >= TEASER_LINK
        && tree.chars(i) < TEASER_CHARS
        && (tree.images(i) > 0 || hasLinkedHeading(i));
  }

  private boolean hasLinkedHeading(int box) {
    for (int i = box + 1; i < tree.end(box); i++) {
      if (tree.tag(i).isHeading() && tree.linkChars(i) > 0) {
        return true;
      }
    }
    return false;
  }

  private static int captionProse(PageTree tree) {
    int prose = 0;
    for (int i = 1; i < tree.size(); i++) {
      prose += tree.tag(i) == TagKind.CAPTION ? tree.prose(i) : 0;
    }
    return prose;
  }
}
