package org.estover.jobs.run;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file that a plan's pattern names.
 *
 * @param source the source it belongs to
 * @param path where it lies
 * @param name its path relative to the part of the pattern without wildcards, with {@code /};
 *     evidence only
 */
public record InputFile(String source, Path path, String name) {
  private static final String WILDCARDS = "*?[{";

  /** Order of input files: source, then name, then path. */
  static final Comparator<InputFile> ORDER =
      Comparator.comparing(InputFile::source)
          .thenComparing(InputFile::name)
          .thenComparing(file -> file.path().toString());

  /**
   * Digest of the state of input files: sources, names, sizes and times of change. It tells whether
   * 01-crawl must be done again; no release depends on it.
   */
  public static String digest(List<InputFile> files) throws IOException {
    Digest digest = new Digest("estover.input-files.v1");
    for (InputFile file : files.stream().sorted(ORDER).toList()) {
      BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
      digest.add(file.source()).add(file.name()).add(Long.toString(attributes.size()));
      digest.add(attributes.lastModifiedTime().toInstant().toString());
    }
    return digest.hex();
  }

  static List<InputFile> resolve(RunPlan plan) throws IOException {
    RunPlan.TokenizerPlan tokenizer = plan.tokenizer();
    if (tokenizer.file().isPresent() && !Files.isRegularFile(tokenizer.file().get())) {
      Path file = tokenizer.file().get();
      throw Errors.plan(
          plan.file(), tokenizer.line(), Errors.noSuchFile(file.getFileName().toString(), file));
    }
    SortedMap<String, InputFile> byPath = new TreeMap<>();
    for (RunPlan.PlanInput input : plan.inputs()) {
      List<InputFile> matches = matches(input);
      if (matches.isEmpty()) {
        throw Errors.plan(
            plan.file(),
            input.line(),
            Errors.noSuchFile(input.written(), Path.of(input.pattern())));
      }
      matches.forEach(file -> byPath.putIfAbsent(file.source() + "\n" + file.path(), file));
    }
    return byPath.values().stream().sorted(ORDER).toList();
  }

  private static List<InputFile> matches(RunPlan.PlanInput input) throws IOException {
    Path pattern = Path.of(input.pattern());
    if (Files.isRegularFile(pattern)) {
      return List.of(new InputFile(input.source(), pattern, pattern.getFileName().toString()));
    }
    Path root = rootOf(pattern);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher =
        root.equals(pattern)
            ? file -> true
            : FileSystems.getDefault().getPathMatcher("glob:" + input.pattern());
    List<InputFile> files = new ArrayList<>();
    // A walk does not enter a link, and the folder that a person names may be one.
    Path real = root.toRealPath();
    try (Stream<Path> walk = Files.walk(real)) {
      walk.filter(Files::isRegularFile)
          .map(file -> root.resolve(real.relativize(file)))
          .filter(matcher::matches)
          .forEach(file -> files.add(of(input, root, file)));
    }
    return files;
  }

  /** The longest leading part of a pattern without wildcards. */
  private static Path rootOf(Path pattern) {
    Path root = pattern;
    while (hasWildcard(root)) {
      root = Objects.requireNonNull(root.getParent(), "patterns are absolute");
    }
    return root;
  }

  private static boolean hasWildcard(Path path) {
    return path.toString().chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  private static InputFile of(RunPlan.PlanInput input, Path root, Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    return new InputFile(input.source(), file, name);
  }
}
