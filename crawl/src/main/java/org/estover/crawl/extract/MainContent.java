package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the elements that hold a page's content.
 *
 * <p>Each block is worth its length if it reads like prose, and less than nothing if it is a list
 * of links or a short label; an element is worth what its blocks are worth together. The content is
 * the element worth most: an element around it that adds only navigation is worth less, one that
 * adds paragraphs is worth more (maximum subsequence segmentation, Pasternack and Roth 2009, on a
 * tree instead of a sequence). An element that is called the body of an article, an article or the
 * content is preferred if it is nearly worth as much. Prose between the title and the content, the
 * lead, belongs to it.
 */
final class MainContent {
  /**
   * What names count, from the most to the least specific, and what share of the best they need.
   */
  private static final int[] NAMES = {NameMarks.BODY, NameMarks.ARTICLE, NameMarks.CONTENT};

  private static final double[] SHARES = {0.75, 0.75, 0.92};

  /** The share of the prose of a declared main content below which roots miss it. */
  private static final double DECLARED_SHARE = 0.5;

  private static final double TWIN_SHARE = 0.3;
  private static final double COMMON_SHARE = 0.8;
  private static final int LEAD_CHARS = 1200;
  private static final int LEADS = 3;
  private static final int MIN_LEAD = 30;
  private static final int MIN_LEAD_HEADING = 50;

  private final PageTree tree;
  private final boolean[] out;
  private final int[] worth;

  private MainContent(PageTree tree, boolean[] out) {
    this.tree = tree;
    this.out = out;
    this.worth = worth();
  }

  /**
   * Returns the roots in document order, none below another.
   *
   * @param out what is not content
   */
  static List<Integer> choose(PageTree tree, boolean[] out) {
    MainContent content = new MainContent(tree, out);
    int best = content.best();
    if (content.worth[best] <= 0) {
      return List.of(0);
    }
    List<Integer> roots = content.declared(content.roots(best));
    List<Integer> all = new ArrayList<>(content.lead(roots.get(0)));
    all.addAll(roots);
    return all;
  }

  private int[] worth() {
    int[] sums = new int[tree.size()];
    for (int i = 0; i < tree.size(); ) {
      if (out[i]) {
        i = tree.end(i);
      } else {
        sums[i] = tree.worth(i);
        i++;
      }
    }
    for (int i = tree.size() - 1; i > 0; i--) {
      sums[tree.parent(i)] += sums[i];
    }
    return sums;
  }

  /** The innermost of the elements worth most. */
  private int best() {
    int best = 0;
    for (int i = 1; i < tree.size(); i++) {
      if (worth[i] >= worth[best] && tree.tag(i).isBlock()) {
        best = i;
      }
    }
    return best;
  }

  private List<Integer> roots(int best) {
    for (int level = 0; level < NAMES.length; level++) {
      List<Integer> found = named(NAMES[level], SHARES[level] * worth[best]);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(best);
  }

  /** The element declared to be the main content, where the roots miss most of its prose. */
  private List<Integer> declared(List<Integer> roots) {
    int prose = 0;
    for (int root : roots) {
      prose += tree.prose(root);
    }
    int main = tree.parent(roots.get(0));
    while (main > 0 && !isNamed(main, NameMarks.MAIN)) {
      main = tree.parent(main);
    }
    boolean misses = main > 0 && prose < DECLARED_SHARE * tree.prose(main);
    return misses ? List.of(main) : roots;
  }

  /** The outermost elements with a mark that together are worth enough, or what holds them all. */
  private List<Integer> named(int mark, double least) {
    List<Integer> outermost = new ArrayList<>();
    int largest = 0;
    int sum = 0;
    for (int i = 1; i < tree.size(); ) {
      boolean found = !out[i] && worth[i] > 0 && isNamed(i, mark);
      if (found) {
        outermost.add(i);
        largest = Math.max(largest, worth[i]);
        sum += worth[i];
      }
      i = found || out[i] ? tree.end(i) : i + 1;
    }
    if (outermost.size() > 1 && sum >= least) {
      int common = common(outermost);
      if (worth[common] >= COMMON_SHARE * sum) {
        return List.of(common);
      }
    }
    return large(outermost, TWIN_SHARE * largest, least);
  }

  private List<Integer> large(List<Integer> elements, double each, double together) {
    List<Integer> large = new ArrayList<>();
    int sum = 0;
    for (int element : elements) {
      if (worth[element] >= each) {
        large.add(element);
        sum += worth[element];
      }
    }
    return sum < together ? List.of() : large;
  }

  private boolean isNamed(int i, int mark) {
    TagKind tag = tree.tag(i);
    return tag != TagKind.BODY
        && (tree.has(i, mark)
            || (mark == NameMarks.ARTICLE && tag == TagKind.ARTICLE)
            || ((mark & (NameMarks.CONTENT | NameMarks.MAIN)) != 0 && tag == TagKind.MAIN));
  }

  private int common(List<Integer> nodes) {
    int last = nodes.get(nodes.size() - 1);
    int common = nodes.get(0);
    while (!tree.isBelow(last, common)) {
      common = tree.parent(common);
    }
    return common;
  }

  /** The prose between the last title above the content and the content. */
  private List<Integer> lead(int root) {
    int title = root - 1;
    while (title > 0 && tree.tag(title) != TagKind.TITLE_HEADING) {
      title--;
    }
    if (title <= 0) {
      return List.of();
    }
    List<Integer> lead = new ArrayList<>();
    int chars = 0;
    for (int i = tree.end(title); i < root; ) {
      boolean found = !out[i] && tree.end(i) <= root && isLead(i);
      if (found) {
        lead.add(i);
        chars += tree.chars(i);
      }
      i = found || out[i] ? tree.end(i) : i + 1;
    }
    return chars > LEAD_CHARS || lead.size() > LEADS ? List.of() : lead;
  }

  private boolean isLead(int i) {
    TagKind tag = tree.tag(i);
    boolean lead =
        tag.isHeading()
            ? tree.chars(i) >= MIN_LEAD_HEADING && tree.linkChars(i) == 0
            : tag.isBlock() && tree.worth(i) >= MIN_LEAD && tree.prose(i) > 0.9 * tree.chars(i);
    return lead && !isOfPicture(i);
  }

  /** Looks up as well, since only the outermost element is marked as going. */
  private boolean isOfPicture(int i) {
    int above = i;
    for (int level = 0; above > 0 && level < 3; level++) {
      TagKind tag = tree.tag(above);
      if (tag == TagKind.CAPTION
          || tag == TagKind.FIGURE
          || tree.has(above, NameMarks.CAPTION | NameMarks.COMMENT | NameMarks.HIDDEN)) {
        return true;
      }
      above = tree.parent(above);
    }
    return false;
  }
}
