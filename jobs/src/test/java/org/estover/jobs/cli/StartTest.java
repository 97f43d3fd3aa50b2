package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a process of their own. */
final class StartTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "status", "init mine", "ledger init"})
  void commandsThatNeedNoSparkLoadNone(String command) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Estover.class.getName()));
    line.addAll(List.of(command.split(" ")));
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor()).isIn(0, 2);
    List<String> classes = Files.readAllLines(log);
    assertThat(classes).anyMatch(line1 -> line1.contains("org.estover.jobs.cli.Estover"));
    assertThat(classes)
        .noneMatch(line1 -> line1.contains("] org.apache.spark.") || line1.contains("] scala."));
  }
}
