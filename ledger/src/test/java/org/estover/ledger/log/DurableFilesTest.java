package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {
  @TempDir private Path folder;

  @Test
  void whateverBreaksAStepOffNothingMoreIsWritten() throws IOException {
    DurableFiles files =
        new DurableFiles(
            new FileOperations() {
              @Override
              public void sync(FileChannel channel) {
                throw new IllegalStateException("not an error of the disk");
              }
            });
    assertThatThrownBy(() -> files.publish(folder.resolve("a"), new byte[1], false))
        .isInstanceOf(IllegalStateException.class);
    assertThat(files.isStopped()).isTrue();
    assertThatThrownBy(() -> files.publish(folder.resolve("b"), new byte[1], false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing more is written");
    assertThat(folder.resolve("b")).doesNotExist();
  }
}
