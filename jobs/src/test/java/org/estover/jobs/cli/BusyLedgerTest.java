package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that meets another writer, such as a portal that has just written. */
final class BusyLedgerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T20:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void aWaitThatIsNoNumberIsRefused() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("ledger", "init", "--name", "C", "--origin", "trust.test/log")).isZero();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            folder,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            false,
            CLOCK,
            name -> name.equals(OpenTrust.PATIENCE) ? "long" : null);
    assertThat(Estover.run(around, "license", "offer", "--name", "share"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("ESTOVER_LEDGER_WAIT=30");
  }

  @Test
  void saysWhoWritesAndGoesOnWhenThatEnds() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("ledger", "init", "--name", "C", "--origin", "trust.test/log")).isZero();
    Ledger portal =
        Ledger.open(
            folder.resolve(".estover/ledger"),
            LedgerSettings.of(CLOCK, new SecureRandom())
                .withNewest(folder.resolve(".estover/ledger.newest")));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err =
        new PrintStream(said, true, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            super.println(line);
            try {
              portal.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    Surroundings around =
        new Surroundings(
            folder,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            err,
            false,
            CLOCK,
            name -> null);
    assertThat(Estover.run(around, "license", "offer", "--name", "share")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("process " + ProcessHandle.current().pid() + " is writing to this ledger")
        .contains("waiting for it, 30 s at most");
  }
}
