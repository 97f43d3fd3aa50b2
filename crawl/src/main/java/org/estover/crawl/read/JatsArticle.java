package org.estover.crawl.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of one article: title, abstract and body with headings, lists, tables, formulas and
 * captions; no names of people, references and notes.
 *
 * <p>Walks over the elements as they come and keeps counters only, so that nesting costs nothing.
 */
final class JatsArticle {
  /** What is no text, or text about others. */
  private static final Set<String> SKIPPED =
      Set.of(
          "contrib-group",
          "aff",
          "aff-alternatives",
          "author-notes",
          "corresp",
          "ref-list",
          "ack",
          "fn-group",
          "fn",
          "kwd-group",
          "subj-group",
          "article-categories",
          "trans-abstract",
          "trans-title-group",
          "funding-group",
          "related-article",
          "related-object",
          "self-uri",
          "history",
          "counts",
          "custom-meta-group",
          "supplementary-material",
          "graphic",
          "inline-graphic",
          "media",
          "inline-supplementary-material",
          "table-wrap-foot",
          "attrib",
          "object-id",
          "alt-text",
          "long-desc",
          "sub-article",
          "response",
          "processing-meta",
          "sec-meta",
          "bio",
          "notes",
          "alt-title",
          "index-term",
          "target");

  private final JatsMeta meta = new JatsMeta();
  private final PlainBlocks blocks = new PlainBlocks();
  private final StringBuilder current = new StringBuilder();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> row = new ArrayList<>();

  /** Where in the block the cells begin that are open, the innermost first. */
  private final Deque<Integer> cells = new ArrayDeque<>();

  private final ListMarks lists = new ListMarks();
  private PlainBlocks.Kind kind = PlainBlocks.Kind.PARAGRAPH;
  private String label = "";
  private int sections;
  private int tables;
  private int preformatted;
  private int raised = -1;
  private boolean raisesReference;
  private boolean inCaption;
  private boolean inDefinition;
  private boolean inFront;
  private boolean isText;
  private boolean hasText;

  /** Reads an article that the parser stands before. */
  static JatsArticle read(XMLStreamReader xml) throws XMLStreamException {
    JatsArticle article = new JatsArticle();
    int depth = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth += article.begin(xml) ? 1 : 0;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          article.end(Xml.name(xml));
          if (--depth == 0) {
            // What follows the last article of a set ends elements that began before it.
            return article.finished();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            article.characters(xml.getText());
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    return article.finished();
  }

  private JatsArticle finished() {
    endBlock();
    return this;
  }

  JatsMeta meta() {
    return meta;
  }

  /** Whether there is more than a title. */
  boolean hasText() {
    return hasText;
  }

  String text() {
    return blocks.toString();
  }

  /** Takes the begin of an element; returns whether its end is still to come. */
  private boolean begin(XMLStreamReader xml) throws XMLStreamException {
    String name = Xml.name(xml);
    if (inFront && !isText && meta.take(xml, name)) {
      return false;
    }
    if (SKIPPED.contains(name) || (name.equals("permissions") && !inFront)) {
      Xml.skip(xml);
      return false;
    }
    switch (name) {
      case "article" -> meta.language(Xml.attribute(xml, "lang"));
      case "front" -> inFront = true;
      case "article-title" -> {
        if (inFront) {
          String title = PlainBlocks.oneLine(Xml.text(xml));
          meta.title(title);
          blocks.add(PlainBlocks.Kind.PARAGRAPH, title);
          return false;
        }
      }
      case "subtitle" -> {
        if (inFront && !isText) {
          blocks.add(PlainBlocks.Kind.PARAGRAPH, PlainBlocks.oneLine(Xml.text(xml)));
          return false;
        }
      }
      case "abstract" -> {
        String type = Xml.attribute(xml, "abstract-type");
        if (!type.isEmpty() && !type.equals("executive-summary") && !type.equals("summary")) {
          Xml.skip(xml);
          return false;
        }
        isText = true;
        blocks.heading(1, "Abstract");
        sections = 1;
      }
      case "body", "app-group", "floats-group" -> {
        isText = true;
        sections = 0;
      }
      case "sec", "app" -> {
        endBlock();
        sections++;
      }
      case "title", "label", "tex-math", "math", "inline-formula", "disp-formula" -> {
        return whole(xml, name);
      }
      case "xref" -> {
        if (raised >= 0 && Xml.attribute(xml, "ref-type").equals("bibr")) {
          raisesReference = true;
        }
      }
      case "list" -> {
        endBlock();
        lists.begin(Xml.attribute(xml, "list-type").equals("order"));
      }
      default -> block(name);
    }
    return true;
  }

  /** Takes an element whose text is one thing; returns whether its end is still to come. */
  private boolean whole(XMLStreamReader xml, String name) throws XMLStreamException {
    if (!isText) {
      Xml.skip(xml);
    } else if (name.equals("label")) {
      label = PlainBlocks.oneLine(Xml.text(xml));
    } else if (name.equals("title")) {
      heading(PlainBlocks.oneLine(Xml.text(xml)));
    } else {
      boolean display = name.equals("disp-formula") && cells.isEmpty();
      String formula =
          name.equals("tex-math") ? JatsMath.tex(Xml.text(xml)) : JatsMath.read(xml, display);
      if (display) {
        endBlock();
        add(PlainBlocks.Kind.PARAGRAPH, formula);
      } else {
        current.append(formula);
      }
    }
    return false;
  }

  private void heading(String title) {
    String numbered = label.isEmpty() ? title : label + " " + title;
    label = "";
    if (inCaption) {
      current.append(numbered).append(' ');
    } else if (!cells.isEmpty()) {
      current.append(title).append(' ');
    } else {
      endBlock();
      blocks.heading(Math.max(1, sections), numbered);
    }
  }

  private void block(String name) {
    switch (name) {
      case "caption" -> {
        endBlock();
        inCaption = true;
        if (!label.isEmpty()) {
          current.append(label).append(label.endsWith(".") ? " " : ". ");
          label = "";
        }
      }
      case "p",
          "disp-quote",
          "boxed-text",
          "verse-line",
          "def-item",
          "statement",
          "speech",
          "fig" ->
          beginParagraph(name);
      case "list-item" -> {
        endBlock();
        kind = PlainBlocks.Kind.ITEM;
        current.append(lists.next());
        label = "";
      }
      case "def" -> {
        current.append(": ");
        inDefinition = true;
      }
      case "code", "preformat" -> {
        // In a cell it is a part of its line.
        if (cells.isEmpty()) {
          endBlock();
          preformatted++;
        }
      }
      case "table" -> {
        endBlock();
        tables++;
      }
      case "td", "th" -> {
        if (tables > 0) {
          cells.push(current.length());
        }
      }
      case "break" -> current.append(cells.isEmpty() ? '\n' : ' ');
      case "sup" -> {
        raised = current.length();
        raisesReference = false;
      }
      default -> {
        // Its text is that of what it stands in.
      }
    }
  }

  private void beginParagraph(String name) {
    if (!isInside(name)) {
      endBlock();
    } else if (!current.isEmpty()
        && !Character.isWhitespace(current.charAt(current.length() - 1))) {
      current.append(' ');
    }
    if (name.equals("fig")) {
      label = "";
    }
  }

  /** Whether a paragraph is a part of a block, in which no other begins. */
  private boolean isInside(String name) {
    return inCaption
        || inDefinition
        || !cells.isEmpty()
        || (name.equals("p") && kind == PlainBlocks.Kind.ITEM);
  }

  private void end(String name) {
    switch (name) {
      case "front" -> inFront = false;
      case "abstract", "body", "app-group", "floats-group" -> {
        endBlock();
        isText = false;
        sections = 0;
      }
      case "sec", "app" -> {
        endBlock();
        // What follows stands no longer under its title.
        blocks.heading(Math.max(1, sections), "");
        sections--;
      }
      case "caption" -> {
        endBlock();
        inCaption = false;
      }
      case "def" -> inDefinition = false;
      case "list" -> {
        endBlock();
        lists.end();
      }
      case "p", "disp-quote", "list-item", "def-item", "verse-line", "boxed-text", "fig" -> {
        if (!isInside(name)) {
          endBlock();
        }
      }
      case "code", "preformat" -> {
        if (preformatted > 0 && cells.isEmpty()) {
          add(PlainBlocks.Kind.PARAGRAPH, withoutOuterLines(current.toString()));
          current.setLength(0);
          preformatted--;
        }
      }
      case "td", "th" -> endCell();
      case "tr" -> endRow();
      case "table" -> endTable();
      case "sup" -> endRaised();
      default -> {
        // Nothing ends with it.
      }
    }
  }

  private void endCell() {
    Integer begun = tables > 0 ? cells.poll() : null;
    if (begun != null) {
      int start = Math.min(begun, current.length());
      row.add(PlainBlocks.oneLine(current.substring(start)));
      current.setLength(start);
    }
  }

  private void endRow() {
    if (!row.isEmpty()) {
      rows.add(List.copyOf(row));
      row.clear();
    }
  }

  private void endTable() {
    if (tables == 0) {
      return;
    }
    endRow();
    for (List<String> each : rows) {
      if (each.stream().anyMatch(cell -> !cell.isEmpty())) {
        add(PlainBlocks.Kind.ROW, String.join(" | ", each));
      }
    }
    rows.clear();
    if (cells.isEmpty()) {
      current.setLength(0);
    }
    tables--;
  }

  /** A raised number of a reference is no part of the word before it; ten to the sixth is. */
  private void endRaised() {
    if (raised >= 0 && raised <= current.length()) {
      if (raisesReference) {
        current.setLength(raised);
      } else if (raised > 0 && raised < current.length()) {
        char before = current.charAt(raised - 1);
        char first = current.charAt(raised);
        boolean power = Character.isDigit(first) || first == '-' || first == '−' || first == '+';
        if (power && (Character.isLetterOrDigit(before) || before == ')')) {
          current.insert(raised, '^');
        }
      }
    }
    raised = -1;
    raisesReference = false;
  }

  private void characters(String text) {
    if (!isText) {
      return;
    }
    if (preformatted > 0) {
      current.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c <= ' ' || c == '\u00a0';
      if (!blank) {
        current.append(c);
      } else if (!current.isEmpty() && current.charAt(current.length() - 1) > ' ') {
        current.append(' ');
      }
    }
  }

  private void endBlock() {
    if (tables == 0) {
      add(kind, preformatted > 0 ? current.toString() : current.toString().stripTrailing());
      current.setLength(0);
    }
    kind = PlainBlocks.Kind.PARAGRAPH;
    raised = -1;
  }

  private void add(PlainBlocks.Kind kind, String block) {
    hasText |= !block.isBlank();
    blocks.add(kind, block);
  }

  private static String withoutOuterLines(String code) {
    return code.replaceFirst("^[ \\t]*\\r?\\n", "").stripTrailing();
  }
}
