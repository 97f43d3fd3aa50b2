package org.estover.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** A process that is told what to do line by line, says what it did, and is killed. */
final class CrashChild {

  /** Stands for the end of what the process says; no line of it. */
  static final String END = "\n";

  private final Process process;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();

  /**
   * Starts the main of a class with the class path of this process; the property {@code
   * crash.archive} names an archive of its classes, if there is one.
   */
  CrashChild(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    String archive = System.getProperty("crash.archive", "");
    if (!archive.isEmpty()) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    new Thread(this::listen).start();
  }

  private void listen() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int read = reader.read(); read >= 0; read = reader.read()) {
        if (read == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) read);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      // A last line that was not ended was never said.
      lines.add(END);
    }
  }

  /** Tells it something. */
  void tell(String line) throws IOException {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IOException("a process that ended was told \"" + line + "\": " + said, e);
    }
  }

  /** Waits for the next line that it says, or {@link #END}. */
  String next() throws InterruptedException {
    String line = lines.take();
    if (line.equals(END)) {
      lines.add(END);
    } else {
      said.add(line);
    }
    return line;
  }

  /** All that it said, once it has ended. */
  List<String> said() throws InterruptedException {
    while (!next().equals(END)) {
      // Kept by the call.
    }
    return said;
  }

  /** Kills it with SIGKILL, if it still runs, and waits until it is gone. */
  void kill() throws InterruptedException {
    // Not through the process itself, which closes the pipe with what was said and not read yet.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Waits for its end, and gives the exit code. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }
}
