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
    for (RunPlan.EvalFile eval :
        Stream.concat(plan.evals().sets().stream(), plan.evals().mappings().stream()).toList()) {
      if (!Files.isRegularFile(eval.file())) {
        throw Errors.plan(
            plan.file(),
            eval.line(),
            Errors.noSuchFile(eval.file().getFileName().toString(), eval.file()));
      }
    }
    SortedMap<String, InputFile> byPath = new TreeMap<>();
    for (RunPlan.PlanInput input : plan.inputs()) {
      List<InputFile> matches = matches(input);
      if (matches.isEmpty()) {
        throw Errors.plan(
            plan.file(),
            input.line(),
            Errors.noSuchFile(input.written(), input.root().resolve(input.glob())));
      }
      matches.forEach(file -> byPath.putIfAbsent(file.source() + "\n" + file.path(), file));
    }
    return byPath.values().stream().sorted(ORDER).toList();
  }

  private static List<InputFile> matches(RunPlan.PlanInput input) throws IOException {
    Path literal = input.root().resolve(input.glob());
    if (Files.isRegularFile(literal)) {
      return List.of(new InputFile(input.source(), literal, literal.getFileName().toString()));
    }
    Path root = input.root();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher =
        input.glob().isEmpty()
            ? file -> true
            : FileSystems.getDefault().getPathMatcher("glob:" + input.glob());
    List<InputFile> files = new ArrayList<>();
    // A walk does not enter a link, and the folder that a person names may be one.
    Path real = root.toRealPath();
    try (Stream<Path> walk = Files.walk(real)) {
      walk.filter(Files::isRegularFile)
          .map(real::relativize)
          .filter(matcher::matches)
          .forEach(file -> files.add(of(input, file)));
    }
    return files;
  }

  static boolean hasWildcard(Path path) {
    return path.toString().chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  private static InputFile of(RunPlan.PlanInput input, Path file) {
    String name = file.toString().replace('\\', '/');
    return new InputFile(input.source(), input.root().resolve(file), name);
  }
}
