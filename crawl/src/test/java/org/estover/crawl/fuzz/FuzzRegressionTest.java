package org.estover.crawl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seed of the fuzzer and every input that it once found something with is read. */
final class FuzzRegressionTest {
  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** Far more than any of them takes, and far less than one that blows up. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static List<String> targets() throws IOException {
    try (Stream<Path> classes = Files.list(Path.of("src/test/java/org/estover/crawl/fuzz"))) {
      return classes
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.endsWith("Target.java"))
          .map(name -> name.substring(0, name.length() - "Target.java".length()))
          .sorted()
          .toList();
    }
  }

  private static List<Path> inputs(String target) throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(target.toLowerCase(Locale.ROOT)))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyInputIsRead(String target) throws Exception {
    List<Path> files = inputs(target);
    assertThat(files).as("inputs of " + target).isNotEmpty();
    Class<?> type = Class.forName("org.estover.crawl.fuzz." + target + "Target");
    Method method = type.getMethod("fuzzerTestOneInput", byte[].class);
    for (Path file : files) {
      byte[] data = Files.readAllBytes(file);
      assertTimeoutPreemptively(LIMIT, () -> call(method, data), file.toString());
    }
  }

  private static void call(Method method, byte[] data) throws Throwable {
    try {
      method.invoke(null, (Object) data);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  @Test
  void everyFolderHasItsTarget() throws IOException {
    try (Stream<Path> folders = Files.list(INPUTS)) {
      List<String> names =
          folders.map(path -> String.valueOf(path.getFileName())).sorted().toList();
      assertThat(targets().stream().map(name -> name.toLowerCase(Locale.ROOT)))
          .containsExactlyInAnyOrderElementsOf(names)
          .hasSizeGreaterThanOrEqualTo(12);
    }
  }
}
