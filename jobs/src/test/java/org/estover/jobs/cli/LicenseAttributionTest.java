package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicenseAttributionTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void grant() throws IOException {
    shell = new Shell(folder);
    TestRelease.write(
        folder.resolve("rel"), 7, 8, 40, uri -> "Number " + uri + " of a few words", uri -> "MIT");
    for (String[] command :
        List.of(
            new String[] {"publish", "rel"},
            new String[] {"license", "offer", "--name", "share"},
            new String[] {"license", "sign", "--developer", "Dev", "--from", "2026-10-01"},
            new String[] {"license", "grant", "--release", "rel"})) {
      assertThat(shell.run(command)).as(shell.err()).isZero();
    }
  }

  @Test
  void whatFailsLeavesNoPartAndCanBeRunAgain() throws IOException {
    Path tables;
    try (Stream<Path> files = Files.walk(folder.resolve("rel"))) {
      tables = files.filter(file -> file.toString().endsWith(".docs")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(tables);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    damaged[damaged.length - 1] ^= 1;
    Files.write(tables, damaged);
    assertThat(shell.run("license", "attribution", "--out", "names.tsv")).isNotZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("names.tsv"));
    }
    Files.write(tables, whole);
    assertThat(shell.run("license", "attribution", "--out", "names.tsv")).as(shell.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("names.tsv")))
        .startsWith("license\tholder\turi\tdocument")
        .hasSizeGreaterThan(1);
  }
}
