package org.estover.crawl.read.latex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.estover.crawl.read.Found;
import org.estover.crawl.source.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatexReaderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/read/latex");
  private static final ReadLimits WIDE = new ReadLimits(64 << 20, 1L << 30);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private Found read(String tex) throws IOException {
    Path file = Files.writeString(folder.resolve("p.tex"), tex);
    return Found.in(new LatexReader(), file, "p.tex", WIDE);
  }

  private String body(String tex) throws IOException {
    return read("\\documentclass{article}\\begin{document}" + tex + "\\end{document}").text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "german"})
  void foldersReadAsWritten(String name) throws IOException {
    Found found = Found.in(new LatexReader(), GOLDEN.resolve(name), name);
    assertThat(found.text() + "\n").isEqualTo(Files.readString(GOLDEN.resolve(name + ".txt")));
  }

  @Test
  void theTitleIsTold() throws IOException {
    Found found = Found.in(new LatexReader(), GOLDEN.resolve("paper"), "paper");
    assertThat(found.documents.get(0).title())
        .isEqualTo("On the Weight of Empty Boxes A Short Study");
    assertThat(found.documents.get(0).id()).isEqualTo("paper");
  }

  @Test
  void aTarOfManyPapersIsOneDocumentEach() throws IOException {
    Map<String, byte[]> paper = new TreeMap<>();
    paper.put("a.tex", tex("first\\input{parts/b}"));
    paper.put("parts/b.tex", " and its part".getBytes(UTF_8));
    paper.put("figure.eps.gz", gzip("not read".getBytes(UTF_8)));
    Map<String, byte[]> papers = new TreeMap<>();
    papers.put("2101/2101.00001.gz", gzip(tar(paper)));
    papers.put("2101/2101.00002.gz", gzip(tex("second")));
    papers.put("2101/2101.00003.pdf", "%PDF".getBytes(UTF_8));
    papers.put("2101/hep-th9901001.gz", gzip(tex("third")));
    Path file = Files.write(folder.resolve("all.tar"), tar(papers));
    Found found = Found.in(new LatexReader(), file, "all.tar");
    assertThat(found.documents)
        .extracting(document -> document.id() + " " + document.text())
        .containsExactly(
            "2101.00001 first and its part", "2101.00002 second", "hep-th/9901001 third");
    assertThat(found.documents.get(2).url()).isEqualTo("https://arxiv.org/abs/hep-th/9901001");
    assertThat(found.asides).isEmpty();
    assertThat(found.skipped).containsEntry("figure-or-data", 2);
  }

  private static byte[] tex(String body) {
    return ("\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n")
        .getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
        entry.setSize(each.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(each.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void theListOfFilesSaysWhereToBegin() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("main.tex", tex("not this"));
    files.put("zz.tex", tex("but this"));
    files.put("00README.XXX", "zz.tex toplevelfile\nmain.tex ignore\n".getBytes(UTF_8));
    Path file = Files.write(folder.resolve("x.tar"), tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar").text()).isEqualTo("but this");
    files.remove("00README.XXX");
    files.put(
        "00README.json",
        "{\"sources\": [{\"filename\": \"zz.tex\", \"usage\": \"toplevel\"}]}".getBytes(UTF_8));
    Files.write(file, tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar").text()).isEqualTo("but this");
    files.remove("00README.json");
    Files.write(file, tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar").text()).isEqualTo("not this");
  }

  @Test
  void aSubfileBringsItsTextAlone() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("main.tex", tex("a \\subfile{b} c"));
    files.put(
        "b.tex",
        "\\documentclass[main]{subfiles}\\begin{document}b\\end{document} never".getBytes(UTF_8));
    Path file = Files.write(folder.resolve("x.tar"), tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar").text()).isEqualTo("a b c");
  }

  @Test
  void plainTexHasNoPreamble() throws IOException {
    assertThat(
            read("\\magnification=1200 \\centerline{\\bf Boxes}\n\nA {\\it box} is\nempty.\\bye")
                .text())
        .isEqualTo("Boxes\n\nA box is empty.");
  }

  @Test
  void accentsAndSymbolsBecomeUnicode() throws IOException {
    assertThat(
            body(
                "\\'e\\`{a}\\^\\i\\\"{\\i}\\~n\\=a\\.z\\u g\\r{u}\\k{a}\\d{t}\\aa\\AE{}\\l\\ss{}x"))
        .isEqualTo(
            "\u00e9\u00e0\u00ee\u00ef\u00f1\u0101\u017c\u011f\u016f\u0105\u1e6d\u00e5\u00c6\u0142\u00dfx");
    assertThat(body("a\\~{}b \\^{} 50\\,\\% \\S 3 x\\ldots y \\textbackslash{}z ?`Qu\\'e?"))
        .isEqualTo("a~b ^ 50 % \u00a73 x\u2026y \\z \u00bfQu\u00e9?");
  }

  @Test
  void macrosExpandAlsoInFormulas() throws IOException {
    assertThat(body("\\newcommand\\x[2][one]{#1 and #2}\\x{two}, \\x[zero]{three}"))
        .isEqualTo("one and two, zero and three");
    assertThat(body("\\def\\a{\\alpha}$\\a x+\\a$ \\let\\b\\a $\\b$"))
        .isEqualTo("$\\alpha x+\\alpha$ $\\alpha$");
    assertThat(body("\\def\\eg{e.g.\\xspace}\\eg this, \\eg.")).isEqualTo("e.g. this, e.g..");
    assertThat(body("\\def\\section#1{no}\\section{Kept}")).isEqualTo("Kept");
    assertThat(body("\\newcommand{\\abs}[1]{|#1|}$\\abs{a+\\abs{b+\\abs{c}}}$"))
        .isEqualTo("$|a+|b+|c|||$");
  }

  @Test
  void moneyIsNoFormula() throws IOException {
    assertThat(body("It costs $5 now.\n\nAnd then.")).isEqualTo("It costs $5 now.\n\nAnd then.");
  }

  @Test
  void headingsAreOneLineAndStepsOneEach() throws IOException {
    assertThat(body("\\section{First\\\\second}see Ref.~[\\onlinecite{a}]"))
        .isEqualTo("First second\n\nsee Ref. [a]");
    assertThat(
            body(
                "\\begin{algorithmic}[1]\\For{$i<n$}\\State $x$ \\Return{} it\\EndFor"
                    + "\\end{algorithmic}"))
        .isEqualTo("for $i<n$\n$x$\nreturn it");
  }

  @Test
  void unitsAndCommentsInArguments() throws IOException {
    assertThat(body("\\SI{10}{\\kilo\\gram} is \\footnote{a % b\n c}x"))
        .isEqualTo("10 kilo gram is [1]x\n\n[1] a c");
  }

  @Test
  void bytesThatAreNoUtf8AreReadAsDeclared() throws IOException {
    byte[] tex = tex("\\usepackage[latin2]{inputenc}\u00b3\u0000x");
    byte[] bytes = new String(tex, UTF_8).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("p.tex"), bytes);
    assertThat(Found.in(new LatexReader(), file, "p.tex").text()).isEqualTo("\u0142x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "\\begin{a}", "\\footnote{", "\\section{", "\\begin{itemize}\\item "})
  void deepNestingIsAside(String open) throws IOException {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThat(read("\\documentclass{a}" + open.repeat(1_000_000)).reasons())
                .containsExactly("latex-too-deep"));
  }

  @Test
  void macroBombsAreAside() throws IOException {
    StringBuilder bomb = new StringBuilder("\\def\\qa{boom}");
    for (char c = 'b'; c <= 'z'; c++) {
      char before = (char) (c - 1);
      bomb.append("\\def\\q").append(c).append('{');
      bomb.append(("\\q" + before + " ").repeat(10)).append('}');
    }
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(read(bomb + "\\qz").reasons()).containsExactly("latex-macro-bomb"));
  }

  @Test
  void macrosThatCallThemselvesEnd() throws IOException {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          assertThat(body("\\def\\a{x\\a}\\a y")).isEqualTo("xxxxxxxxy");
          assertThat(body("\\def\\a{\\b}\\def\\b{\\a}\\a y\\section{z}")).isEqualTo("y\n\nz");
          assertThat(read("\\def\\f#1{\\f{#1#1}}\\f{xxxxxxxx} \\section{a}\\section{b}").text())
              .endsWith("a\n\nb");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}",
        "\\end{a}",
        "$",
        "$$",
        "&",
        "\\item",
        "\\x{",
        "\\x[",
        "\\'",
        "#1",
        "\\def\\a{\\a",
        "\\[",
        "\\iffalse ",
        "\\else ",
        "\\verb",
        "\\input{p}",
        "\\begin{align}",
        "\\begin{verbatim}",
        "%",
        "\\cite{",
        "\\newcommand{\\a}[9]{",
        "\\begin{tabular}{ll}\\\\ ",
        "\\title{\\title ",
        "\\let\\a=\\a",
        "\u0000"
      })
  void millionsOfOneThingTakeLittleTime(String piece) throws IOException {
    String tex =
        "\\section{A}\\section{B}\\section{C} text " + piece.repeat(2_000_000 / piece.length());
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Found found = read(tex);
          assertThat(found.documents.size() + found.asides.size()).isEqualTo(1);
        });
  }

  @Test
  void aFileWithoutTexIsAside() throws IOException {
    assertThat(read("just words").reasons()).containsExactly("not-latex");
    assertThat(read("").reasons()).containsExactly("empty-file");
  }

  @Test
  void argumentsThatMultiplyAreAside() {
    String macro = "\\newcommand{\\a}[1]{" + "#1".repeat(40_000) + "}";
    for (String calls : new String[] {"\\a{" + "x".repeat(60_000) + "}", "\\a{}".repeat(100_000)}) {
      assertTimeoutPreemptively(
          LIMIT,
          () -> assertThat(read(macro + calls).reasons()).containsExactly("latex-macro-bomb"));
    }
  }

  @Test
  void lengthsAndNamesTakeNoStack() throws IOException {
    assertThat(body("a\\hskip 1pt" + " plus 1pt".repeat(100_000) + " minus 2pt b")).endsWith("b");
    assertThat(ArxivName.find("x" + ".gz".repeat(20_000))).isEmpty();
  }

  @Test
  void aFileThatIsListedTwiceIsReadOnce() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("m.tex", tex("once"));
    files.put("00README.XXX", "m.tex toplevelfile\n".repeat(3).getBytes(UTF_8));
    Path file = Files.write(folder.resolve("x.tar"), tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar").text()).isEqualTo("once");
  }

  @Test
  void papersThatAreListedTogetherShareWhatTheirMacrosMayTake() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    StringBuilder list = new StringBuilder();
    String macro = "\\def\\a{" + "x".repeat(1_000_000) + "}";
    for (int i = 0; i < 20; i++) {
      files.put(i + ".tex", tex("\\input{macro}\\a\\a\\a"));
      list.append(i).append(".tex toplevelfile\n");
    }
    files.put("macro.tex", macro.getBytes(UTF_8));
    files.put("00README.XXX", list.toString().getBytes(UTF_8));
    Path file = Files.write(folder.resolve("x.tar"), tar(files));
    assertThat(Found.in(new LatexReader(), file, "x.tar", WIDE).reasons())
        .containsExactly("latex-macro-bomb");
  }

  @Test
  void linksInAFolderLeadNowhere() throws IOException {
    Path outside = Files.write(folder.resolve("outside.tex"), tex("not named"));
    Path paper = Files.createDirectory(folder.resolve("paper"));
    Files.write(paper.resolve("p.tex"), tex("named\\input{q}"));
    Files.createSymbolicLink(paper.resolve("q.tex"), outside);
    assertThat(Found.in(new LatexReader(), paper, "paper").text()).isEqualTo("named");
    Path link = Files.createSymbolicLink(folder.resolve("link"), paper);
    assertThat(Found.in(new LatexReader(), link, "link").text()).isEqualTo("named");
  }
}
