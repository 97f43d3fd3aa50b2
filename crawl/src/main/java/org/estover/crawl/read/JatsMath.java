package org.estover.crawl.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Formulas of articles: TeX where an article has it, else MathML as a line of text. */
final class JatsMath {
  /** Deeper than any formula; what lies deeper is not bracketed. */
  private static final int MAX_BRACKETED = 50;

  private static final String BEGIN = "\\begin{document}";
  private static final String END = "\\end{document}";
  private static final Map<String, String> BETWEEN =
      Map.of("mfrac", "/", "msup", "^", "msub", "_", "mover", "^", "munder", "_");

  private JatsMath() {}

  /** Returns the formula in the element that the parser stands at, and goes to its end. */
  static String read(XMLStreamReader xml, boolean display) throws XMLStreamException {
    String tex = "";
    StringBuilder text = new StringBuilder();
    List<Open> open = new ArrayList<>();
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = Xml.name(xml);
          if (name.equals("tex-math")) {
            tex = Xml.text(xml);
          } else if (isNoText(name)) {
            Xml.skip(xml);
          } else {
            depth++;
            begin(open, name, text);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (!open.isEmpty()) {
            end(open, text);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            appendTight(text, xml.getText());
        default -> {
          // Comments and white space.
        }
      }
    }
    return tex.isBlank() ? text.toString().strip() : signed(tex, display);
  }

  /** What stands beside a formula. */
  private static boolean isNoText(String name) {
    return name.equals("graphic")
        || name.equals("inline-graphic")
        || name.equals("annotation")
        || name.equals("annotation-xml")
        || name.equals("label");
  }

  /** An element of MathML that has begun. */
  private static final class Open {
    private final String name;
    private final int start;
    private int children;

    Open(String name, int start) {
      this.name = name;
      this.start = start;
    }
  }

  private static void begin(List<Open> open, String name, StringBuilder text) {
    if (!open.isEmpty()) {
      Open parent = open.get(open.size() - 1);
      if (++parent.children > 1) {
        text.append(between(parent));
      }
    }
    if (name.equals("msqrt") || name.equals("mroot")) {
      text.append('√');
    }
    open.add(new Open(name.toLowerCase(Locale.ROOT), text.length()));
  }

  private static String between(Open parent) {
    if (parent.name.equals("msubsup") || parent.name.equals("munderover")) {
      return parent.children == 2 ? "_" : "^";
    }
    return parent.name.equals("mtr") || parent.name.equals("mtable")
        ? " "
        : BETWEEN.getOrDefault(parent.name, "");
  }

  private static void end(List<Open> open, StringBuilder text) {
    Open ended = open.remove(open.size() - 1);
    if (open.isEmpty() || open.size() > MAX_BRACKETED) {
      return;
    }
    boolean group = ended.children > 1 && (ended.name.equals("mrow") || ended.name.equals("mfrac"));
    boolean tight = between(open.get(open.size() - 1)).length() == 1;
    if ((group && tight) || (ended.name.equals("msqrt") && ended.children > 1)) {
      text.insert(ended.start, '(').append(')');
    }
  }

  private static void appendTight(StringBuilder text, String characters) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      // Invisible operators: function application, times, separator, plus.
      if (c > ' ' && c != '\u00a0' && (c < '\u2061' || c > '\u2064')) {
        text.append(c);
      }
    }
  }

  /** Returns TeX that stands in a sentence. */
  static String tex(String tex) {
    return signed(tex, false);
  }

  /** A formula without the dollars around it, each pair in the next. */
  private static String withoutSigns(String formula) {
    int from = 0;
    int to = formula.length();
    while (to - from > 2 && formula.charAt(from) == '$' && formula.charAt(to - 1) == '$') {
      from++;
      to--;
      while (from < to && Character.isWhitespace(formula.charAt(from))) {
        from++;
      }
      while (from < to && Character.isWhitespace(formula.charAt(to - 1))) {
        to--;
      }
    }
    return formula.substring(from, to);
  }

  /** TeX between the signs that mark it, without the document that some publishers wrap it in. */
  private static String signed(String tex, boolean display) {
    int begin = tex.indexOf(BEGIN);
    int end = begin < 0 ? -1 : tex.indexOf(END, begin);
    String formula = end < 0 ? tex : tex.substring(begin + BEGIN.length(), end);
    formula = withoutSigns(formula.replaceAll("\\s+", " ").strip());
    String sign = display ? "$$" : "$";
    return formula.isEmpty() ? "" : sign + formula + sign;
  }
}
