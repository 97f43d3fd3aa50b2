package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {
  @Test
  void aReaderThatLeavesIsNoFault() throws Exception {
    Process reader =
        new ProcessBuilder("sh", "-c", "exec 0<&-; echo closed; exec sleep 60").start();
    try (PrintStream out = printing(reader.getOutputStream())) {
      assertThat(reader.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("closed");
      out.println("nobody reads this");
      out.println("nor this");
      assertThat(out.checkError()).isFalse();
    } finally {
      reader.destroy();
    }
  }

  @Test
  void aFullDiskIsAFault() throws Exception {
    try (PrintStream out = printing(new FileOutputStream(Path.of("/dev/full").toFile()))) {
      out.println("lost");
      assertThat(out.checkError()).isTrue();
    }
  }

  private static PrintStream printing(OutputStream to) {
    return new PrintStream(new StandardOutput(to), true, StandardCharsets.UTF_8);
  }
}
