package org.estover.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** A folder in which commands are typed; keeps what the last one printed. */
final class Shell {
  private final Path folder;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Map<String, String> environment = new TreeMap<>();
  private String out = "";
  private String err = "";

  Shell(Path folder) {
    this.folder = folder;
  }

  /** Lets commands run at another time from now on. */
  void at(Instant later) {
    now = later;
  }

  /** Sets a variable of the environment. */
  void export(String name, String value) {
    environment.put(name, value);
  }

  /** Runs a command and returns its exit code. */
  int run(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            folder,
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            false,
            Clock.fixed(now, ZoneOffset.UTC),
            // Nobody gives a ledger up in a test.
            name -> name.equals(OpenTrust.PATIENCE) ? "0" : environment.get(name));
    int exitCode = Estover.run(around, arguments);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }
}
