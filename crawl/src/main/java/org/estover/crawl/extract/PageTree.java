package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A page's elements and texts in document order, as parallel arrays.
 *
 * <p>One walk over the parsed page collects all that later steps ask for, so that they are loops
 * over integers: how much text and how much of it in links stands below each node, which blocks
 * there are and what they are worth, and what the names of an element say about it. A node's
 * descendants are those from the node itself to its {@code end}. Takes some 60 bytes a node.
 */
final class PageTree {
  private static final int FIRST_CAPACITY = 1024;
  private static final int PARAGRAPH = 80;
  private static final int SENTENCE = 40;
  private static final int LABEL = 8;

  /** The first of the characters that may be wide: CJK symbols, from which ideographs go on. */
  private static final char FIRST_WIDE = '\u3000';

  private Node[] nodes = new Node[FIRST_CAPACITY];
  private TagKind[] tags = new TagKind[FIRST_CAPACITY];
  private int[] parents = new int[FIRST_CAPACITY];
  private int[] ends = new int[FIRST_CAPACITY];
  private int[] chars = new int[FIRST_CAPACITY];
  private int[] linkChars = new int[FIRST_CAPACITY];
  private int[] prose = new int[FIRST_CAPACITY];
  private int[] worth = new int[FIRST_CAPACITY];
  private int[] marks = new int[FIRST_CAPACITY];
  private int[] images = new int[FIRST_CAPACITY];
  private int[] blocks = new int[FIRST_CAPACITY];
  private int size;

  private final NameMarks names = new NameMarks();
  private final List<Element> licenses = new ArrayList<>();
  private final List<String> linkedData = new ArrayList<>();

  /** The innermost element that has not ended. */
  private int open = -1;

  /** The innermost block that has not ended, to which a paragraph that ends now belongs. */
  private int owner;

  private int links;
  private int codes;
  private int items;
  private int blockChars;
  private int blockLinkChars;
  private int breaks;
  private char last;

  private PageTree() {}

  /** Walks the tree below an element, without recursion. */
  static PageTree of(Element root) {
    PageTree tree = new PageTree();
    tree.walk(root);
    tree.sumUp();
    return tree;
  }

  int size() {
    return size;
  }

  Node node(int index) {
    return nodes[index];
  }

  Element element(int index) {
    return (Element) nodes[index];
  }

  TagKind tag(int index) {
    return tags[index];
  }

  int parent(int index) {
    return parents[index];
  }

  int end(int index) {
    return ends[index];
  }

  /** Characters other than white space; ideographs, kana and hangul count twice. */
  int chars(int index) {
    return chars[index];
  }

  int linkChars(int index) {
    return linkChars[index];
  }

  int images(int index) {
    return images[index];
  }

  /** How many blocks of text. */
  int blocks(int index) {
    return blocks[index];
  }

  /** Characters of the blocks that read like paragraphs of prose. */
  int prose(int index) {
    return prose[index];
  }

  /** What the blocks directly in an element count for as content; negative for lists of links. */
  int worth(int index) {
    return worth[index];
  }

  boolean has(int index, int mark) {
    return (marks[index] & mark) != 0;
  }

  int marks(int index) {
    return marks[index];
  }

  boolean isBelow(int index, int other) {
    return index >= other && index < ends[other];
  }

  /** Links of this page and anchors in it that say they lead to its license. */
  List<Element> licenses() {
    return licenses;
  }

  /** The scripts of linked data. */
  List<String> linkedData() {
    return linkedData;
  }

  private void walk(Element root) {
    @Nullable Node node = root;
    while (node != null) {
      int index = enter(node);
      Node child = index < 0 ? null : node.firstChild();
      if (child == null) {
        if (index >= 0) {
          leave(index);
        }
        node = next(node, root);
      } else {
        node = child;
      }
    }
    endBlock();
  }

  /** Leaves what ends with a node; returns what follows in document order. */
  private @Nullable Node next(Node node, Element root) {
    Node at = node;
    while (!at.equals(root)) {
      Node sibling = at.nextSibling();
      if (sibling != null) {
        return sibling;
      }
      leave(open);
      at = Objects.requireNonNull(at.parent(), "a node below the root");
    }
    return null;
  }

  /** Takes a node in; returns its index, or -1 where neither it nor what is below it counts. */
  private int enter(Node node) {
    if (node instanceof TextNode text) {
      int index = add(node, TagKind.TEXT);
      weigh(text.getWholeText(), index);
      return index;
    }
    if (!(node instanceof Element element)) {
      return -1;
    }
    TagKind tag = TagKind.of(element.normalName());
    if (tag == TagKind.NEVER) {
      notice(element);
      return -1;
    }
    if (tag == TagKind.BREAK) {
      if (++breaks == 2) {
        endBlock();
      }
    } else if (tag.isBlock()) {
      endBlock();
    }
    int index = add(node, tag);
    if (tag == TagKind.LINK) {
      links++;
      notice(element);
    } else if (tag == TagKind.CODE) {
      codes++;
    } else if (tag == TagKind.ITEM) {
      items++;
    }
    if (tag.isBlock()) {
      owner = index;
    }
    if (element.attributesSize() > 0) {
      marks[index] = names.of(element, tag);
    }
    return index;
  }

  private void leave(int index) {
    TagKind tag = tags[index];
    ends[index] = size;
    open = parents[index];
    if (tag == TagKind.LINK) {
      links--;
    } else if (tag == TagKind.CODE) {
      codes--;
    } else if (tag.isBlock()) {
      items -= tag == TagKind.ITEM ? 1 : 0;
      endBlock();
      owner = above(index);
    }
  }

  /** The innermost block around an element. */
  private int above(int index) {
    int above = parents[index];
    while (above > 0 && !tags[above].isBlock()) {
      above = parents[above];
    }
    return Math.max(above, 0);
  }

  private int add(Node node, TagKind tag) {
    if (size == nodes.length) {
      grow();
    }
    nodes[size] = node;
    tags[size] = tag;
    parents[size] = open;
    open = size;
    return size++;
  }

  private void grow() {
    int capacity = 2 * size;
    nodes = Arrays.copyOf(nodes, capacity);
    tags = Arrays.copyOf(tags, capacity);
    parents = Arrays.copyOf(parents, capacity);
    ends = Arrays.copyOf(ends, capacity);
    chars = Arrays.copyOf(chars, capacity);
    linkChars = Arrays.copyOf(linkChars, capacity);
    prose = Arrays.copyOf(prose, capacity);
    worth = Arrays.copyOf(worth, capacity);
    marks = Arrays.copyOf(marks, capacity);
    images = Arrays.copyOf(images, capacity);
    blocks = Arrays.copyOf(blocks, capacity);
  }

  private void weigh(String text, int index) {
    int count = 0;
    char end = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c != '\u00a0') {
        count += c >= FIRST_WIDE && isWide(c) ? 2 : 1;
        end = c;
      }
    }
    if (count > 0) {
      chars[index] = count;
      blockChars += count;
      if (isLink(links, codes, items)) {
        linkChars[index] = count;
        blockLinkChars += count;
      }
      last = end;
      breaks = 0;
    }
  }

  /**
   * Whether text leads elsewhere and is nothing more: it is in a link, and not the name of a thing
   * in code. In a list within a list such names are an outline of other pages.
   */
  static boolean isLink(int links, int codes, int items) {
    return links > 0 && (codes == 0 || items > 1);
  }

  /** Whether a character is an ideograph, kana or hangul: one says what two letters say. */
  private static boolean isWide(char c) {
    return c <= '\u9fff' || (c >= '\uac00' && c <= '\ud7a3');
  }

  private void endBlock() {
    if (blockChars > 0) {
      weighBlock(blockChars - blockLinkChars, isEnd(last));
    }
    blockChars = 0;
    blockLinkChars = 0;
    breaks = 0;
    last = 0;
  }

  private void weighBlock(int plain, boolean ended) {
    blocks[owner]++;
    if (blockLinkChars > 0.5 * blockChars && tags[owner] != TagKind.PREFORMATTED) {
      worth[owner] -= tags[owner] == TagKind.CELL ? 0 : blockChars / 3 + 5;
    } else if (plain >= PARAGRAPH || (ended && plain >= SENTENCE)) {
      worth[owner] += plain - blockLinkChars;
      prose[owner] += plain;
    } else if (ended || isItem(owner)) {
      worth[owner] += plain / 4;
    } else {
      worth[owner] -= LABEL;
    }
  }

  /** Whether an element is one of a series, or a paragraph in one. */
  private boolean isItem(int index) {
    return tags[index].isItem()
        || (tags[index] == TagKind.PARAGRAPH && index > 0 && tags[parents[index]].isItem());
  }

  /** Whether a sentence or a quotation ends with a character. */
  static boolean isEnd(char c) {
    return switch (c) {
      case '.', '!', '?', ':', '\u2026', '\u3002', '\uff01', '\uff1f', '\u0964', '\u061f', '"' ->
          true;
      case '\u201c', '\u201d', '\u00bb', '\u00ab', ')', ';', '\u300d', '\u06d4' -> true;
      default -> false;
    };
  }

  /** What the blocks outside of comments are worth, as long as they are worth something. */
  int proseWithoutComments() {
    int without = 0;
    for (int i = 0; i < size; ) {
      if (has(i, NameMarks.COMMENT)) {
        i = ends[i];
      } else {
        without += Math.max(0, worth[i]);
        i++;
      }
    }
    return without;
  }

  private void sumUp() {
    for (int i = size - 1; i > 0; i--) {
      int above = parents[i];
      chars[above] += chars[i];
      linkChars[above] += linkChars[i];
      prose[above] += prose[i];
      images[above] += images[i] + (tags[i] == TagKind.IMAGE ? 1 : 0);
      blocks[above] += blocks[i];
    }
  }

  private void notice(Element element) {
    if (element.attributesSize() == 0) {
      return;
    }
    String tag = element.normalName();
    if (tag.equals("script")) {
      if (element.attr("type").strip().equalsIgnoreCase("application/ld+json")) {
        for (Node child : element.childNodes()) {
          if (child instanceof DataNode data) {
            linkedData.add(data.getWholeData());
          }
        }
      }
    } else if (tag.equals("link") || tag.equals("a")) {
      if (element.attr("rel").toLowerCase(Locale.ROOT).contains("license")) {
        licenses.add(element);
      }
    }
  }
}
