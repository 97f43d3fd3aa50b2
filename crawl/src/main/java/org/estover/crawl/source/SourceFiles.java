package org.estover.crawl.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the input files that a source's globs name. */
public final class SourceFiles {
  private SourceFiles() {}

  /** Returns the globs of a source's files; a web source has none. */
  public static List<String> globs(Source source) {
    if (source instanceof WarcSource warc) {
      return warc.files();
    } else if (source instanceof JsonlSource jsonl) {
      return jsonl.files();
    } else if (source instanceof ParquetSource parquet) {
      return parquet.files();
    } else if (source instanceof ArchiveSource archive) {
      return archive.files();
    } else if (source instanceof WebSource) {
      return List.of();
    }
    throw new AssertionError(source);
  }

  /**
   * Returns the regular files that a glob names, each once, sorted by path.
   *
   * @param glob a path, or a glob as {@link java.nio.file.FileSystem#getPathMatcher} knows it
   * @param base the folder that a relative glob starts from
   * @return the files; empty if there are none
   */
  public static List<SourceFile> find(String glob, Path base) throws IOException {
    Path root = base.resolve(fixedPart(glob)).normalize();
    if (Files.isRegularFile(root)) {
      return List.of(new SourceFile(root, String.valueOf(root.getFileName())));
    }
    if (!Files.isDirectory(root) || !hasWildcard(glob)) {
      return List.of();
    }
    String pattern = base.resolve(fixedPart(glob)).normalize() + "/" + variablePart(glob);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<SourceFile> found = new ArrayList<>();
      walk.filter(path -> matcher.matches(path) && Files.isRegularFile(path))
          .sorted(Comparator.comparing(Path::toString))
          .forEach(path -> found.add(new SourceFile(path, relative(root, path))));
      return Collections.unmodifiableList(found);
    }
  }

  /** Returns the files of several globs, each once, sorted by path. */
  public static List<SourceFile> find(List<String> globs, Path base) throws IOException {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    for (String glob : globs) {
      for (SourceFile file : find(glob, base)) {
        files.putIfAbsent(file.path().toString(), file);
      }
    }
    return List.copyOf(files.values());
  }

  private static String relative(Path root, Path path) {
    return root.relativize(path).toString().replace(File.separatorChar, '/');
  }

  private static boolean hasWildcard(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static String fixedPart(String glob) {
    return hasWildcard(glob) ? glob.substring(0, variableStart(glob)) : glob;
  }

  private static String variablePart(String glob) {
    return glob.substring(variableStart(glob));
  }

  /** The start of the first path segment with a wildcard. */
  private static int variableStart(String glob) {
    int wildcard = 0;
    while ("*?[{".indexOf(glob.charAt(wildcard)) < 0) {
      wildcard++;
    }
    return glob.lastIndexOf('/', wildcard) + 1;
  }
}
