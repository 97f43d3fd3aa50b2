package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriterLockTest {
  @TempDir private Path folder;

  @Test
  void aLockThatCannotBeWrittenToIsNotHeld() throws IOException {
    Files.createSymbolicLink(folder.resolve("lock"), Path.of("/dev/full"));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> WriterLock.take(folder))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(LedgerRefusedException.class);
    }
    Files.delete(folder.resolve("lock"));
    WriterLock.take(folder).close();
  }
}
