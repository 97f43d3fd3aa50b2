package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortalCommandTest {
  /** The portal's own process, of which no class is on this class path. */
  private static final Path READS =
      Path.of("../licensing/portal/src/main/java/org/estover/licensing/portal/CommandWords.java");

  @TempDir private Path folder;

  @Test
  void saysWhoStartsThePortal() {
    Shell shell = new Shell(folder);
    assertThat(shell.run("portal", "--port", "9000")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("./estover portal");
  }

  @Test
  void explainsExactlyTheOptionsThatThePortalReads() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("portal", "--help")).isZero();
    String source = Files.readString(READS);
    Set<String> explained = words(shell.out(), "--[a-z][a-z-]*(?=[ =])");
    // Those that every command has, and that nothing in the portal depends on.
    explained.removeAll(Set.of("--json", "--run-dir", "--plugins", "--help"));
    Set<String> read = words(source, "(?<=\")--[a-z][a-z-]*(?=\")");
    assertThat(explained).isNotEmpty().isSubsetOf(read);
    assertThat(read).hasSize(9).allMatch(shell.out()::contains);
  }

  private static Set<String> words(String text, String pattern) {
    Set<String> words = new TreeSet<>();
    java.util.regex.Pattern.compile(pattern)
        .matcher(text)
        .results()
        .forEach(found -> words.add(found.group()));
    return words;
  }
}
