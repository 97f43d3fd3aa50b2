package org.estover.crawl.read.latex;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.estover.crawl.read.PackedFile;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.UnpackedBytes;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;

/**
 * Collects the files of one paper after the other, and gives each paper once its files have ended.
 * Holds one paper's TeX files, of at most the size of a document.
 */
final class LatexPapers implements PackedFile.Taker {
  private static final int FILE_BYTES = 256;
  private static final String INSIDE = "!/";

  private final String file;
  private final ReadLimits limits;
  private final ReadSink sink;
  private LatexSources sources = new LatexSources();
  private String paper = "";
  private long bytes;

  /** Whether a file of the paper was damaged, which has been told. */
  private boolean damaged;

  LatexPapers(String file, ReadLimits limits, ReadSink sink) {
    this.file = file;
    this.limits = limits;
    this.sink = sink;
  }

  @Override
  public void take(UnpackedBytes content) throws IOException {
    String name = content.name();
    int inside = name.lastIndexOf(INSIDE);
    boolean entry = inside >= file.length();
    String path = entry ? name.substring(inside + INSIDE.length()) : lastPart(name);
    // A packed file in a tar of arXiv's is a paper of one file.
    boolean alone = !entry || (isPacked(path) && !isTex(path) && mayBeTex(path));
    if (!alone && !isTex(path) && !mayBeTex(path)) {
      sink.skipped("figure-or-data");
      return;
    }
    begin(alone ? name : name.substring(0, inside));
    byte[] read = content.readNBytes(limits.maxDocument() + 1);
    // Names take memory as well.
    bytes += read.length + FILE_BYTES;
    if (bytes > limits.maxDocument()) {
      sources = new LatexSources();
    } else if (content.damage().isPresent()) {
      damaged = true;
    } else {
      sources.add(alone ? lastPart(name) : path.replaceFirst("\\.gz$", ""), read);
    }
  }

  private static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
  }

  private static boolean isPacked(String path) {
    return path.endsWith(".gz") || path.endsWith(".tgz");
  }

  private static boolean isTex(String path) {
    return path.toLowerCase(Locale.ROOT).matches("(?s).*\\.(tex|ltx|latex)(\\.gz)?");
  }

  /** Whether a name does not say that its file is something else: arXiv's have a number. */
  private static boolean mayBeTex(String path) {
    String name = lastPart(path).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return name.startsWith("00readme") || name.matches("[^.]+|[^.]+\\.\\d+(v\\d+)?");
  }

  private void begin(String name) throws IOException {
    if (!name.equals(paper)) {
      end();
      paper = name;
    }
  }

  /** Gives the paper whose files were collected. */
  void end() throws IOException {
    if (bytes > limits.maxDocument()) {
      aside("document-too-large");
    } else if (!sources.isEmpty() && !damaged) {
      give();
    }
    sources = new LatexSources();
    bytes = 0;
    damaged = false;
    paper = "";
  }

  private void give() throws IOException {
    List<String> mains = sources.mains();
    if (mains.isEmpty()) {
      aside("not-latex");
      return;
    }
    LatexText.Paper read;
    try {
      read = LatexText.read(sources, mains);
    } catch (LatexLimitException e) {
      aside(e.reason());
      return;
    }
    if (read.text().isBlank() || read.text().length() > limits.maxDocument()) {
      aside(read.text().isBlank() ? "no-text" : "document-too-large");
      return;
    }
    Optional<String> number = ArxivName.find(paper);
    sink.document(
        new ReadDocument(
            number.orElse(paper),
            number.map(ArxivName::url).orElse(""),
            read.title(),
            read.text(),
            "",
            "",
            "",
            "",
            paper,
            0));
  }

  private void aside(String reason) throws IOException {
    sink.aside(new Aside(paper, 0, reason, ""));
  }
}
