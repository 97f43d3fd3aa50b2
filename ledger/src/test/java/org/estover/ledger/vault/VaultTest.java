package org.estover.ledger.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.estover.ledger.log.DurableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {
  private static final VaultPayload PAYLOAD = VaultPayload.of(Map.of("name", "Somebody"));

  @TempDir private Path folder;

  @Test
  void aVaultOpenedForReadingReadsAndTakesNothing() throws IOException {
    Path vault = folder.resolve("vault");
    Vault writer = Vault.forWriting(vault, DurableFiles.onDisk(), new SecureRandom());
    String commitment = writer.put(PAYLOAD);
    Vault reader = Vault.forReading(vault);
    assertThat(reader.find(commitment)).contains(PAYLOAD);
    assertThatThrownBy(() -> reader.put(PAYLOAD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("opened for reading");
  }
}
