package org.estover.crawl.extract;

import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** How much text stands below each element of a tree, and how much of it in links. */
final class TextMass {
  private static final TextMass.Mass NONE = new Mass();

  private final Map<Element, Mass> masses = new HashMap<>();

  /** Counts of characters other than white space. */
  static final class Mass {
    private int chars;
    private int linkChars;
    private int commas;

    int chars() {
      return chars;
    }

    int commas() {
      return commas;
    }

    int plainChars() {
      return chars - linkChars;
    }

    /** The share of the text that stands in links. */
    double linkDensity() {
      return chars == 0 ? 0 : (double) linkChars / chars;
    }
  }

  private TextMass() {}

  /** Weighs a tree in one pass. */
  static TextMass of(Element root) {
    TextMass masses = new TextMass();
    NodeTraversor.traverse(masses.new Scale(), root);
    return masses;
  }

  Mass at(Element element) {
    return masses.getOrDefault(element, NONE);
  }

  /** Adds up from the leaves; one open mass a level. */
  private final class Scale implements NodeVisitor {
    private int links;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        masses.put(element, new Mass());
        links += element.normalName().equals("a") ? 1 : 0;
      } else if (node instanceof TextNode text && node.parent() instanceof Element parent) {
        weigh(text.getWholeText(), masses.getOrDefault(parent, NONE));
      }
    }

    private void weigh(String text, Mass mass) {
      int chars = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        chars += c > ' ' ? 1 : 0;
        mass.commas += c == ',' || c == '\u3001' || c == '\uff0c' || c == '\u060c' ? 1 : 0;
      }
      mass.chars += chars;
      mass.linkChars += links > 0 ? chars : 0;
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) {
        return;
      }
      links -= element.normalName().equals("a") ? 1 : 0;
      Mass own = masses.getOrDefault(element, NONE);
      if (depth > 0 && element.parent() != null) {
        Mass above = masses.getOrDefault(element.parent(), NONE);
        above.chars += own.chars;
        above.linkChars += own.linkChars;
        above.commas += own.commas;
      }
    }
  }
}
