package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programmer errors are not caught: no main source swallows or relabels all exceptions. */
final class CatchTest {
  private static final Path HOME = Path.of("..");
  private static final List<String> SOURCES =
      List.of(
          "crawl/src/main",
          "dedupe/src/main",
          "tokenize/src/main",
          "ledger/src/main",
          "licensing/terms/src/main",
          "licensing/portal/src/main",
          "jobs/src/main",
          "infra/bench/plain");

  /** Those that must, each with its reason in DECISIONS.md. */
  private static final List<String> ALLOWED =
      List.of(
          "crawl/src/main/java/org/estover/crawl/fetch/engine/CrawlEngine.java",
          "crawl/src/main/java/org/estover/crawl/fetch/engine/LevelFrontier.java",
          "crawl/src/main/java/org/estover/crawl/plugin/Plugins.java",
          "ledger/src/main/java/org/estover/ledger/AppendQueue.java",
          "ledger/src/main/java/org/estover/ledger/Writer.java",
          "jobs/src/main/java/org/estover/jobs/rows/RowReader.java",
          "jobs/src/main/java/org/estover/jobs/stage/Engine.java",
          "jobs/src/main/java/org/estover/jobs/stage/ParquetInput.java");

  /** A wide catch, its variable, and its block as far as a brace in the column of its line. */
  private static final Pattern WIDE =
      Pattern.compile(
          "^( *)\\} catch \\([^)]*\\b(?:Exception|RuntimeException|Throwable|Error)\\b[^)]*?"
              + "(\\w+)\\) \\{(.*?)(?=^\\1\\})",
          Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void onlyTheNamedFilesCatchWidely() throws IOException {
    Stream<Path> wide = Stream.empty();
    for (String folder : SOURCES) {
      List<Path> files = javaFiles(HOME.resolve(folder));
      assertThat(files).as(folder).isNotEmpty();
      wide = Stream.concat(wide, files.stream().filter(CatchTest::catchesWidely));
    }
    assertThat(wide.map(file -> HOME.relativize(file).toString()))
        .containsExactlyInAnyOrderElementsOf(ALLOWED);
  }

  @Test
  void whatIsThrownAgainIsNotCaught() {
    assertThat(catchesWidely("  } catch (Exception e) {\n    log(e);\n  }")).isTrue();
    assertThat(catchesWidely("} catch (IOException | RuntimeException e) {\n  fail(e);\n}"))
        .isTrue();
    assertThat(catchesWidely("} catch (Throwable t) {\n  // too bad\n}")).isTrue();
    String cleaning = "} catch (RuntimeException e) {\n  if (a) {\n    b();\n  }\n  throw e;\n}";
    assertThat(catchesWidely(cleaning)).isFalse();
    assertThat(catchesWidely(cleaning + " catch (Exception e) {\n  log(e);\n}")).isTrue();
    assertThat(catchesWidely("} catch (DamageException e) {\n  count(e);\n}")).isFalse();
  }

  @Test
  void eachHasItsReasonInTheDecisions() throws IOException {
    String decisions = Files.readString(HOME.resolve("DECISIONS.md"));
    for (String file : ALLOWED) {
      String type = Path.of(file).getFileName().toString().replace(".java", "");
      assertThat(decisions).contains("`" + type + "`");
    }
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Whether one of the wide catches does anything but clean up and throw the same again. */
  private static boolean catchesWidely(String source) {
    return WIDE.matcher(source)
        .results()
        .anyMatch(found -> !found.group(3).contains("throw " + found.group(2) + ";"));
  }

  private static boolean catchesWidely(Path file) {
    try {
      return catchesWidely(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
