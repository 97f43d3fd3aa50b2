package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorsTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrongWithAFileIsToldInWordsAndWithACure() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("release", "import", "none.zip", "--to", "in")).isEqualTo(ExitCode.IO);
    assertThat(shell.err())
        .contains("none.zip: no such file or folder; check the name")
        .doesNotContain("NoSuchFile");
    Files.createFile(folder.resolve("in.zip"));
    Files.createFile(folder.resolve("taken"));
    assertThat(shell.run("release", "import", "in.zip", "--to", "taken")).isEqualTo(ExitCode.IO);
    assertThat(shell.err())
        .contains("taken: exists already; remove it, or choose another name")
        .doesNotContain("FileAlreadyExists");
  }

  @Test
  void whatIsWrongWithACommandLineIsNotHiddenInItsHelp() {
    Shell shell = new Shell(folder);
    assertThat(shell.run("batch", "--step", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .startsWith("estover: Invalid value for option '--step': \"x\" is no whole number")
        .contains("Usage: estover batch [", "\"estover batch --help\" explains it")
        .doesNotContain("--json ", "  Answer with JSON");
    assertThat(shell.run("seen", "a", "--batch", "9999999999")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("is out of bounds: expected at most 2147483647");
    assertThat(shell.run("order", "blend", "--weights", "0.5,a", "--size", "3"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"a\" is no number");
    assertThat(shell.run("shards")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("inspect", "verify", "convert");
  }

  @Test
  void noErrorOfTheFileSystemIsToldByItsClass() {
    List<IOException> errors =
        List.of(
            new AccessDeniedException("a"),
            new FileSystemException("a"),
            new FileSystemException("a", null, "No space left on device"),
            new FileSystemException(null),
            new MalformedInputException(1),
            new UnknownHostException("a"),
            new EOFException(),
            new IOException());
    for (IOException error : errors) {
      assertThat(Errors.message(error)).as(error.toString()).doesNotContain("Exception", "null");
    }
    assertThat(errors.subList(0, 3)).allMatch(error -> Errors.message(error).startsWith("a: "));
    assertThat(Errors.message(errors.get(0))).contains("permission denied");
    assertThat(Errors.message(errors.get(2))).contains("No space left on device");
  }
}
