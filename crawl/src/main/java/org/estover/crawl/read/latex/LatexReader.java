package org.estover.crawl.read.latex;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.PackedFile;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads papers from their LaTeX sources, as arXiv has them: a file, an archive of one paper's
 * files, or a tar of many such; a folder with TeX files in it is one paper as well.
 *
 * <p>A document is a paper, its title first. Kept are headings, paragraphs, lists, tables, captions
 * and code; formulas stay TeX with the paper's own macros expanded, so that they mean something
 * outside of it; notes stand at the end as {@code [1] text}. A citation or reference is its key in
 * brackets, which keeps the sentence around it whole. Authors, addresses, figures and the list of
 * literature go. What a paper's macros expand to is bounded, and so is nesting: hostile sources are
 * asides.
 */
public final class LatexReader implements DocumentReader {
  private static final int MAX_FOLDER_FILES = 10_000;

  @Override
  public String kind() {
    return "latex";
  }

  @Override
  public String version() {
    return "latex v1";
  }

  @Override
  public String reads() {
    return "papers in LaTeX: a file, a paper's archive or folder, or arXiv's tars of many papers";
  }

  @Override
  public boolean takes(Path found) {
    if (Files.isDirectory(found)) {
      return hasTex(found);
    }
    String name = String.valueOf(found.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(found)
        && (name.matches(".*\\.(tex|ltx|latex|gz|tgz|tar|zip|zst|xz|bz2|7z)")
            || ArxivName.find(name).isPresent());
  }

  private static boolean hasTex(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{tex,ltx,latex}")) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      // Whoever walks the folder meets it as well, and says so.
      return false;
    }
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    LatexPapers papers = new LatexPapers(name, limits, sink);
    if (Files.isDirectory(file)) {
      Path root = file.toRealPath();
      for (Path each : filesIn(root)) {
        String inside = root.relativize(each).toString().replace('\\', '/');
        PackedFile.read(each, name + "!/" + inside, sink, papers);
      }
    } else {
      PackedFile.read(file, name, sink, papers);
    }
    papers.end();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = new ArrayList<>();
      // A link would lead out of the folder that was named.
      walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .limit(MAX_FOLDER_FILES)
          .forEach(files::add);
      return files;
    }
  }
}
