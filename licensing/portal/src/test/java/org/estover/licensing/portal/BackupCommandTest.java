package org.estover.licensing.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands copy a portal that runs, and make another's folder of that copy. */
final class BackupCommandTest {
  @TempDir private Path folder;

  private static String run(String word, Path place, Path data) throws Exception {
    return BackupCommand.run(new String[] {word, place.toString(), "--data", data.toString()});
  }

  @Test
  void aRunningPortalIsCopiedAndRestored() throws Exception {
    Path running = PortalServer.shared().bean(PortalSettings.class).data();
    Path copy = folder.resolve("copy");
    Path restored = folder.resolve("restored");
    assertThat(run("backup", copy, running)).isEqualTo("made " + copy);
    assertThat(run("restore", copy, restored)).isEqualTo("restored " + restored + " from " + copy);
    assertThat(restored.resolve("portal.mv.db")).isNotEmptyFile();
    Files.writeString(copy.resolve("portal.sql"), "drop all objects;\n");
    assertThatThrownBy(() -> run("restore", copy, folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("portal.sql: is no part of a portal's backup");
  }
}
