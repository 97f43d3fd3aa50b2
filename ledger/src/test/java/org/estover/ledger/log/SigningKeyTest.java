package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeyTest {
  @TempDir private Path folder;

  @Test
  void everyFlippedBitOfItsFileIsFound() throws IOException {
    Path file = folder.resolve("key");
    SigningKey key = SigningKey.generate("trust.test/log", new SecureRandom());
    key.write(file, DurableFiles.onDisk());
    VerifierKey verifier = key.verifier();
    byte[] bytes = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bytes);
      assertThatThrownBy(() -> SigningKey.read(file))
          .as("bit %d", bit)
          .isInstanceOf(IOException.class);
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    Files.write(file, bytes);
    assertThat(SigningKey.read(file).verifier()).isEqualTo(verifier);
  }
}
