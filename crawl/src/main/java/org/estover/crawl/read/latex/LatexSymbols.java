package org.estover.crawl.read.latex;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Commands that stand for a few characters of text. */
final class LatexSymbols {
  /** Name and text, separated by one blank; the text may be missing. */
  private static final String WORDS =
      """
      ss \u00df|o \u00f8|O \u00d8|l \u0142|L \u0141|ae \u00e6|AE \u00c6|oe \u0153|OE \u0152
      aa \u00e5|AA \u00c5|i \u0131|j \u0237|dh \u00f0|DH \u00d0|th \u00fe|TH \u00de|dj \u0111|DJ \u0110
      ng \u014b|NG \u014a|SS SS|S \u00a7|P \u00b6|textsection \u00a7|textparagraph \u00b6
      copyright \u00a9|textcopyright \u00a9|textregistered \u00ae|texttrademark \u2122
      pounds \u00a3|textsterling \u00a3|euro \u20ac|texteuro \u20ac|EUR \u20ac|textyen \u00a5|textcent \u00a2
      textdollar $|dag \u2020|ddag \u2021|textdagger \u2020|textdaggerdbl \u2021
      dots \u2026|ldots \u2026|textellipsis \u2026|cdots \u22ef|textendash \u2013|textemdash \u2014
      textquoteleft \u2018|textquoteright \u2019|textquotedblleft \u201c|textquotedblright \u201d
      lq \u2018|rq \u2019|textquotesingle '|textquotedbl "|quotedblbase \u201e|quotesinglbase \u201a
      glqq \u201e|grqq \u201c|glq \u201a|grq \u2018|flqq \u00ab|frqq \u00bb|flq \u2039|frq \u203a
      guillemotleft \u00ab|guillemotright \u00bb|guillemetleft \u00ab|guillemetright \u00bb
      guilsinglleft \u2039|guilsinglright \u203a
      textbackslash \\|textasciitilde ~|textasciicircum ^|textasciigrave `|textless <|textgreater >
      textunderscore _|textbraceleft {|textbraceright }|lbrace {|rbrace }
      textdegree \u00b0|degree \u00b0|textmu \u00b5|textperiodcentered \u00b7|textbullet \u2022
      textquestiondown \u00bf|textexclamdown \u00a1|textonehalf \u00bd|textonequarter \u00bc
      textthreequarters \u00be|texttimes \u00d7|textdiv \u00f7|textpm \u00b1|textminus \u2212
      textordfeminine \u00aa|textordmasculine \u00ba|textnumero \u2116|no N\u00b0
      textrightarrow \u2192|textleftarrow \u2190|slash /|LaTeX LaTeX|TeX TeX|LaTeXe LaTeX2e
      BibTeX BibTeX|AmS AMS|XeTeX XeTeX|LuaTeX LuaTeX|pdfTeX pdfTeX
      % %|& &|# #|$ $|_ _|{ {|} }
      """;

  /** The steps of algorithms, each a line of its own, and how they begin. */
  private static final Map<String, String> STEPS =
      Map.ofEntries(
          Map.entry("State", ""),
          Map.entry("STATE", ""),
          Map.entry("For", "for"),
          Map.entry("FOR", "for"),
          Map.entry("While", "while"),
          Map.entry("WHILE", "while"),
          Map.entry("If", "if"),
          Map.entry("IF", "if"),
          Map.entry("ElsIf", "else if"),
          Map.entry("ELSIF", "else if"),
          Map.entry("Else", "else"),
          Map.entry("ELSE", "else"),
          Map.entry("Repeat", "repeat"),
          Map.entry("Until", "until"),
          Map.entry("Return", "return"),
          Map.entry("RETURN", "return"),
          Map.entry("Require", "Require:"),
          Map.entry("REQUIRE", "Require:"),
          Map.entry("Ensure", "Ensure:"),
          Map.entry("ENSURE", "Ensure:"),
          Map.entry("Procedure", "procedure"),
          Map.entry("Function", "function"));

  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    for (String line : WORDS.strip().split("\n", -1)) {
      for (String entry : line.split("\\|", -1)) {
        int blank = entry.indexOf(' ');
        BY_NAME.put(blank < 0 ? entry : entry.substring(0, blank), entry.substring(blank + 1));
      }
    }
    BY_NAME.put("textbar", "|");
  }

  private LatexSymbols() {}

  static Optional<String> find(String control) {
    return Optional.ofNullable(BY_NAME.get(control));
  }

  /** How a step of an algorithm begins. */
  static Optional<String> step(String control) {
    return Optional.ofNullable(STEPS.get(control));
  }
}
