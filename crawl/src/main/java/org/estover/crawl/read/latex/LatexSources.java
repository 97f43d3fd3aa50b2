package org.estover.crawl.read.latex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.extract.Charsets;

/** The files of one paper, by name. A name is only ever looked up here, never on the disk. */
final class LatexSources {
  private static final Pattern CLASS =
      Pattern.compile("(?m)^[^%\\n]{0,200}\\\\document(?:class|style)\\b");

  /** A class for files that are read by others. */
  private static final Pattern PART =
      Pattern.compile("\\\\documentclass(?:\\[[^\\]]{0,500}\\])?\\{(?:subfiles|standalone)\\}");

  private static final Pattern ENCODING =
      Pattern.compile("\\\\(?:usepackage|RequirePackage)\\[([\\w-]+)\\]\\{inputenc\\}");

  private static final Pattern LISTED = Pattern.compile("(\\S{1,300})\\s+(toplevelfile|ignore)");
  private static final Pattern LISTED_IN_JSON =
      Pattern.compile(
          "\"filename\"\\s*:\\s*\"([^\"]{1,300})\"\\s*,\\s*\"usage\"\\s*:\\s*\"(\\w+)\"");

  /** What inputenc calls charsets, where Java calls them otherwise. */
  private static final Map<String, String> CHARSETS =
      Map.of(
          "latin1", "windows-1252",
          "latin2", "iso-8859-2",
          "latin5", "iso-8859-9",
          "latin9", "iso-8859-15",
          "ansinew", "windows-1252",
          "applemac", "x-macroman",
          "koi8-r", "koi8-r",
          "utf8x", "utf-8");

  /** What people call the file that their paper begins with, the likelier first. */
  private static final List<String> USUAL = List.of("main", "paper", "ms", "article", "manuscript");

  private static final int MAX_LIST_CHARS = 1 << 16;

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();
  private long bytes;
  private String charset = "";

  void add(String name, byte[] content) {
    String plain = normal(name).orElse(name);
    byte[] before = files.put(plain, content);
    bytes += content.length - (before == null ? 0 : before.length);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** How long all files are together. */
  long chars() {
    return bytes;
  }

  static boolean hasClass(String text) {
    return CLASS.matcher(text).find();
  }

  /** The text of a file, whose line ends are line feeds. */
  String text(String name) {
    return texts.computeIfAbsent(name, key -> decode(files.getOrDefault(key, new byte[0])));
  }

  private String decode(byte[] content) {
    String text = Charsets.decodeText(content, isUtf8(content) ? "utf-8" : charset);
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static boolean isUtf8(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
  }

  /**
   * The files that the paper begins with, in the order in which they are read: those that arXiv's
   * list of files names, else the likeliest one. Empty where no file is TeX.
   */
  List<String> mains() {
    Set<String> listed = new LinkedHashSet<>();
    Set<String> ignored = new LinkedHashSet<>();
    for (String name : files.keySet()) {
      if (isList(name)) {
        readList(text(name), listed, ignored);
      }
    }
    if (!listed.isEmpty()) {
      declareCharset(listed.iterator().next());
      return List.copyOf(listed);
    }
    List<String> candidates =
        files.keySet().stream().filter(name -> !isList(name) && !ignored.contains(name)).toList();
    Map<String, Integer> unlikelihood = new TreeMap<>();
    candidates.forEach(name -> unlikelihood.put(name, unlikelihood(name)));
    Optional<String> main = candidates.stream().min(likeliest(unlikelihood));
    main.ifPresent(this::declareCharset);
    return main.filter(name -> isTex(text(name))).map(List::of).orElse(List.of());
  }

  private static boolean isList(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("00readme");
  }

  private void readList(String text, Set<String> listed, Set<String> ignored) {
    String list = text.substring(0, Math.min(text.length(), MAX_LIST_CHARS));
    Matcher json = LISTED_IN_JSON.matcher(list);
    Matcher lines = LISTED.matcher(list);
    for (Matcher matcher : List.of(json, lines)) {
      while (matcher.find()) {
        String name = matcher.group(1);
        String usage = matcher.group(2);
        if (usage.equals("ignore")) {
          ignored.add(name);
        } else if (files.containsKey(name)
            && (usage.equals("toplevelfile") || usage.equals("toplevel"))) {
          listed.add(name);
        }
      }
    }
  }

  private void declareCharset(String main) {
    Matcher matcher = ENCODING.matcher(text(main));
    if (matcher.find()) {
      String label = matcher.group(1).toLowerCase(Locale.ROOT);
      charset = CHARSETS.getOrDefault(label, label.startsWith("cp") ? label : charset);
      texts.clear();
    }
  }

  private Comparator<String> likeliest(Map<String, Integer> unlikelihood) {
    return Comparator.<String, Integer>comparing(name -> unlikelihood.getOrDefault(name, 0))
        .thenComparing(name -> (int) name.chars().filter(c -> c == '/').count())
        .thenComparing(LatexSources::usual)
        .thenComparing(name -> -files.getOrDefault(name, new byte[0]).length)
        .thenComparing(name -> name);
  }

  private int unlikelihood(String name) {
    String text = text(name);
    if (!hasClass(text)) {
      return isTex(text) ? 3 : 4;
    }
    boolean whole = text.contains("\\begin{document}") || text.contains("\\input");
    return PART.matcher(text).find() ? 2 : whole ? 0 : 1;
  }

  private static int usual(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    int dot = file.lastIndexOf('.');
    int index = USUAL.indexOf(dot < 0 ? file : file.substring(0, dot));
    return index < 0 ? USUAL.size() : index;
  }

  /** Whether a text has commands of TeX in it. */
  private static boolean isTex(String text) {
    int commands = 0;
    for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); ) {
      if (LatexTokens.isLetter(text.charAt(i + 1)) && ++commands == 3) {
        return true;
      }
      i = text.indexOf('\\', i + 1);
    }
    return hasClass(text);
  }

  /**
   * The file that another one means.
   *
   * @param from the file that names it
   */
  Optional<String> find(String from, String name) {
    String folder = from.substring(0, from.lastIndexOf('/') + 1);
    for (String base : folder.isEmpty() ? List.of("") : List.of("", folder)) {
      Optional<String> path = normal(base + name);
      if (path.isPresent()) {
        for (String ending : List.of(".tex", "", ".ltx")) {
          if (files.containsKey(path.get() + ending)) {
            return Optional.of(path.get() + ending);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A path without dots and double slashes; empty where it leads out. */
  private static Optional<String> normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.replace('\\', '/').split("/+", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
