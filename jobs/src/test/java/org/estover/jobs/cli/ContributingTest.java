package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What CONTRIBUTING.md tells people to type exists.
 *
 * <p>Maven inside of Maven would build everything twice, so of its commands the modules, profiles
 * and tests named are looked up; the commands of {@code estover} are held by {@link ReadmeTest}.
 */
final class ContributingTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
  private static final Pattern TESTS = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern FILES = Pattern.compile("`((?:crawl|jobs|infra)/[^`*]+[.]\\w+)`");
  private static final Pattern ESTOVER = Pattern.compile("[`/ ]estover ([a-z]+)");
  private static final String NEW_FILE = "ShoutingFilter.java";

  @TempDir private Path folder;

  @Test
  void everyModuleAndTestNamedExists() throws IOException {
    for (String module : named(MODULES)) {
      assertThat(HOME.resolve(module).resolve("pom.xml")).exists();
    }
    for (String test : named(TESTS)) {
      try (Stream<Path> files = Files.walk(HOME)) {
        assertThat(files.filter(file -> file.endsWith(test + ".java"))).as(test).hasSize(1);
      }
    }
  }

  @Test
  void everyFileAndClassNamedExists() throws IOException {
    for (String file : named(FILES)) {
      Path path = HOME.resolve(file);
      assertThat(file.endsWith(NEW_FILE) ? path.resolveSibling("Filter.java") : path).exists();
    }
    assertThat(
            Files.readString(
                HOME.resolve("crawl/src/main/java/org/estover/crawl/filter/Filters.java")))
        .contains("profile(", "PROFILES");
  }

  @Test
  void aFilterDropsAsTheTextSays() throws IOException {
    String parameters =
        Stream.of(Verdict.Drop.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.joining(", "));
    assertThat(Files.readString(HOME.resolve("CONTRIBUTING.md")).replaceAll("\\s+", " "))
        .contains("a `Verdict.Drop(" + parameters + ")`")
        .contains("the rule is the filter's `name()` and the reason one of a few stable words");
    Filter shipped = Filters.profile("gopher-quality").get(0);
    Verdict.Drop drop = (Verdict.Drop) shipped.judge("Nine words in 2026 are too few to keep.");
    assertThat(drop.rule()).isEqualTo(shipped.name()).matches(".*-v[0-9]+");
    assertThat(drop.reason()).matches("[a-z_-]+");
  }

  @Test
  void everyCommandNamedIsOne() throws IOException {
    Shell shell = new Shell(folder);
    for (String command : named(ESTOVER)) {
      assertThat(shell.run(command, "--help")).as(command).isZero();
    }
  }

  /** The first groups of all places that match, of which there is at least one. */
  private static List<String> named(Pattern pattern) throws IOException {
    String text = Files.readString(HOME.resolve("CONTRIBUTING.md"));
    List<String> found =
        pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
    assertThat(found).isNotEmpty();
    return found;
  }
}
