package org.estover.crawl.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which entries of an archive are taken, and what their names say about them. */
final class EntryNames {
  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("xhtml", "application/xhtml+xml"),
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("rst", "text/x-rst"),
          Map.entry("adoc", "text/asciidoc"),
          Map.entry("java", "text/x-java"),
          Map.entry("kt", "text/x-kotlin"),
          Map.entry("scala", "text/x-scala"),
          Map.entry("groovy", "text/x-groovy"),
          Map.entry("py", "text/x-python"),
          Map.entry("c", "text/x-c"),
          Map.entry("h", "text/x-c"),
          Map.entry("cpp", "text/x-c++"),
          Map.entry("go", "text/x-go"),
          Map.entry("rs", "text/x-rust"),
          Map.entry("js", "text/javascript"),
          Map.entry("ts", "text/x-typescript"),
          Map.entry("css", "text/css"),
          Map.entry("sql", "text/x-sql"),
          Map.entry("sh", "text/x-sh"),
          Map.entry("properties", "text/x-properties"),
          Map.entry("yaml", "text/x-yaml"),
          Map.entry("yml", "text/x-yaml"),
          Map.entry("json", "application/json"),
          Map.entry("xml", "text/xml"),
          Map.entry("csv", "text/csv"),
          Map.entry("proto", "text/x-proto"));

  private final List<PathMatcher> include;
  private final List<PathMatcher> exclude;

  EntryNames(ArchiveSource source) {
    this.include = source.include().stream().map(EntryNames::matcher).toList();
    this.exclude = source.exclude().stream().map(EntryNames::matcher).toList();
  }

  private static PathMatcher matcher(String glob) {
    PathMatcher inFolder = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    if (!glob.startsWith("**/")) {
      return inFolder;
    }
    // A glob for every folder is meant for the top of the archive as well.
    PathMatcher atTop = FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(3));
    return path -> inFolder.matches(path) || atTop.matches(path);
  }

  boolean isTaken(String name) {
    Path path = Path.of(name);
    return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)))
        && exclude.stream().noneMatch(glob -> glob.matches(path));
  }

  /** Whether a name stays below the folder it is unpacked to, on any system. */
  static boolean isSafe(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0) {
      return false;
    }
    if (name.length() > 1 && name.charAt(1) == ':') {
      return false;
    }
    return name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0xfffd)
        && List.of(name.split("/", -1)).stream().noneMatch(part -> part.equals(".."));
  }

  /** The media type that a name's ending stands for, or "". */
  static String mediaType(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return MEDIA_TYPES.getOrDefault(ending, "");
  }
}
