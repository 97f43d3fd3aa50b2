package org.estover.crawl.read.latex;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of commands and environments: which arguments are no text.
 *
 * <p>A signature has a sign per argument: {@code *} a star, <code>[</code> an optional argument,
 * <code>{</code> a mandatory one, {@code (} one in parentheses, {@code d} a length. All of them go;
 * what follows them is read on as text.
 */
final class CommandTable {
  private static final String COMMANDS =
      """
      {: label index glossary nocite pagestyle thispagestyle bibliography bibliographystyle
      {: hypersetup geometry lstset tikzset pgfplotsset graphicspath theoremstyle usetikzlibrary
      {: hyphenation stepcounter refstepcounter newlength newsavebox usebox vphantom hphantom phantom
      {: date thanks pacs received revised accepted published preprint orcid orcidlink inst fnmsep
      {: fntext cormark fnmark tnotetext tnoteref authorrunning titlerunning institution mailaddress
      {: DeclareGraphicsExtensions linespread selectlanguage setdefaultlanguage setmainfont
      {: addbibresource includeonly pagenumbering setstretch cline vadjust
      {: hypertarget msc email emailAdd ead urlstyle
      {: lstinputlisting hyphenchar corref newcites crefname epsfig epsfbox epsffile psfig plotone includesvg
      {{: setlength addtolength setcounter addtocounter markboth newfont fontsize colorlet
      {{: PassOptionsToPackage DeclareUnicodeCharacter crefformat settowidth settoheight
      {{{: addcontentsline definecolor
      {{{{{: DeclareMathAlphabet DeclareSymbolFont DeclareMathSymbol DeclareMathDelimiter
      {{{: DeclarePairedDelimiter SetMathAlphabet
      [{[: usepackage RequirePackage documentclass documentstyle LoadClass
      [{: author affiliation affil address institute altaffiliation curraddr newcounter numberwithin
      [{: todo marginpar marginnote missingfigure
      [{: captionsetup bibitem setmathfont setotherlanguage cortext subjclass
      [: footnotemark toprule midrule bottomrule pagebreak nopagebreak linebreak nolinebreak
      [: allowdisplaybreaks onecolumn twocolumn printbibliography
      *[[{: includegraphics
      *{: vspace hspace tag
      [{: color textcolor colorbox
      {: scalebox
      [{: rotatebox
      *{{: resizebox
      [[[{: parbox
      {[[: raisebox
      [[: makebox framebox
      {{: multicolumn
      [{[{[: multirow
      [{{: rule
      ({: cmidrule
      (: put
      ({: line vector
      d: vskip hskip kern mkern vglue hglue parindent parskip textwidth textheight topmargin
      d: oddsidemargin evensidemargin baselineskip hoffset voffset columnsep headheight headsep
      d: footskip tabcolsep arraycolsep abovedisplayskip belowdisplayskip lineskip hangindent hfuzz
      d: hsize vsize leftskip rightskip tolerance penalty magnification
      """;

  private static final String ENVIRONMENTS =
      """
      {: multicols spacing otherlanguage
      [[[{: minipage
      [{: subfigure subtable
      {{: adjustwidth CJK CJK*
      [{[{: wrapfigure wraptable
      [: figure figure* table table* sidewaystable sidewaysfigure enumerate itemize description
      [: algorithm algorithm2e algorithmic subequations frame
      """;

  /** Commands that no document defines anew for the text's sake. */
  private static final Set<String> STRUCTURE =
      Set.of(
          "begin",
          "end",
          "item",
          "par",
          "part",
          "chapter",
          "section",
          "subsection",
          "subsubsection",
          "paragraph",
          "subparagraph",
          "title",
          "caption",
          "footnote",
          "footnotetext",
          "input",
          "include",
          "subfile",
          "import",
          "subimport",
          "ref",
          "eqref",
          "pageref",
          "autoref",
          "cref",
          "Cref",
          "cite",
          "citep",
          "citet",
          "verb",
          "url",
          "href",
          "newcommand",
          "renewcommand",
          "providecommand",
          "def",
          "let",
          "newenvironment",
          "newtheorem",
          "else",
          "fi",
          "maketitle",
          "iffalse",
          "iftrue",
          "ensuremath",
          "label",
          "documentclass",
          "usepackage",
          "author");

  private static final Set<String> STRUCTURE_ENVIRONMENTS =
      Set.of(
          "document",
          "itemize",
          "enumerate",
          "description",
          "tabular",
          "verbatim",
          "equation",
          "align",
          "quote",
          "quotation",
          "thebibliography",
          "figure",
          "table",
          "comment");

  private static final Map<String, String> BY_COMMAND = read(COMMANDS);
  private static final Map<String, String> BY_ENVIRONMENT = read(ENVIRONMENTS);

  private CommandTable() {}

  private static Map<String, String> read(String lines) {
    Map<String, String> result = new HashMap<>();
    for (String line : lines.strip().split("\n", -1)) {
      String[] parts = line.strip().split(": ", 2);
      for (String name : parts[1].split(" ", -1)) {
        result.put(name, parts[0]);
      }
    }
    return result;
  }

  static boolean isStructural(String command) {
    return STRUCTURE.contains(command);
  }

  static boolean isStructuralEnvironment(String name) {
    return STRUCTURE_ENVIRONMENTS.contains(name);
  }

  /** The signature of a command's arguments. */
  static Optional<String> signature(String command) {
    return Optional.ofNullable(BY_COMMAND.get(command));
  }

  /** The signature of an environment's arguments. */
  static Optional<String> environment(String name) {
    return Optional.ofNullable(BY_ENVIRONMENT.get(name));
  }

  /** Whether a command ends with its reference in brackets: {@code \citep}, {@code \Textcite}. */
  static boolean isCitation(String command) {
    String name = command.toLowerCase(Locale.ROOT);
    return (name.startsWith("cite") && !name.equals("citestyle"))
        || name.equals("parencite")
        || name.equals("textcite")
        || name.equals("autocite")
        || name.equals("footcite")
        || name.equals("onlinecite");
  }

  static boolean isReference(String command) {
    return switch (command) {
      case "ref", "eqref", "pageref", "autoref", "cref", "Cref", "nameref", "vref", "subref" ->
          true;
      default -> false;
    };
  }

  /** Environments that hold a formula. */
  static boolean isMath(String environment) {
    String name = unstarred(environment);
    return switch (name) {
      case "math",
          "displaymath",
          "equation",
          "eqnarray",
          "align",
          "alignat",
          "flalign",
          "gather",
          "multline",
          "dmath",
          "dgroup",
          "xalignat",
          "IEEEeqnarray",
          "split",
          "aligned",
          "array",
          "cases",
          "matrix",
          "pmatrix",
          "bmatrix" ->
          true;
      default -> false;
    };
  }

  /** Formulas that are one line of mathematics, so that their environment says nothing. */
  static boolean isPlainDisplay(String environment) {
    return environment.equals("displaymath") || unstarred(environment).equals("equation");
  }

  static boolean isTable(String environment) {
    return switch (unstarred(environment)) {
      case "tabular",
          "tabularx",
          "tabulary",
          "longtable",
          "supertabular",
          "xltabular",
          "tabu",
          "longtabu",
          "deluxetable" ->
          true;
      default -> false;
    };
  }

  /** Environments whose characters all stand for themselves. */
  static boolean isVerbatim(String environment) {
    return switch (unstarred(environment)) {
      case "verbatim",
          "Verbatim",
          "BVerbatim",
          "LVerbatim",
          "lstlisting",
          "minted",
          "alltt",
          "semiverbatim" ->
          true;
      default -> false;
    };
  }

  /** Environments without text for readers. */
  static boolean isDropped(String environment) {
    return switch (unstarred(environment)) {
      case "comment",
          "filecontents",
          "tikzpicture",
          "pgfpicture",
          "picture",
          "pspicture",
          "axis",
          "thebibliography",
          "CCSXML",
          "feynmandiagram",
          "forest",
          "asy",
          "tikzcd",
          "psfrags" ->
          true;
      default -> false;
    };
  }

  static boolean isQuote(String environment) {
    return switch (environment) {
      case "quote", "quotation", "verse", "displayquote" -> true;
      default -> false;
    };
  }

  static boolean isList(String environment) {
    return switch (unstarred(environment)) {
      case "itemize",
          "enumerate",
          "description",
          "compactitem",
          "compactenum",
          "list",
          "inparaenum",
          "",
          "trivlist" ->
          true;
      default -> false;
    };
  }

  private static String unstarred(String name) {
    return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
  }

  static boolean isHeading(String command) {
    return switch (command) {
      case "part",
          "chapter",
          "section",
          "subsection",
          "subsubsection",
          "paragraph",
          "subparagraph",
          "subsubsubsection",
          "frametitle",
          "framesubtitle",
          "addsec",
          "addchap" ->
          true;
      default -> false;
    };
  }
}
