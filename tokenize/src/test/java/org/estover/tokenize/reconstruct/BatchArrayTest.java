package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.tokenize.release.SmallRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchArrayTest {
  @TempDir Path folder;

  @Test
  void theFileIsWhatNumPySaves() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 0, 40, 20, 5)));
    Path file = folder.resolve("batch.npy");
    List<BatchSequence> sequences;
    try (Reconstruct release = Reconstruct.open(folder);
        BatchArray array = BatchArray.create(file, 3, release)) {
      sequences = release.sequences(2, 5);
      for (BatchSequence sequence : sequences) {
        array.add(sequence);
      }
      assertThat(file).doesNotExist();
      array.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    // numpy.save of such an array, by numpy 1.24: 118 bytes of dictionary, padded to 128 in all.
    String header =
        "{'descr': '<u2', 'fortran_order': False, 'shape': (3, 9), }" + " ".repeat(58) + "\n";
    assertThat(header).hasSize(118);
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .isEqualTo("\u0093NUMPY\u0001\u0000v\u0000" + header);
    ByteBuffer tokens = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(128);
    for (BatchSequence sequence : sequences) {
      for (int token : sequence.tokens()) {
        assertThat(Short.toUnsignedInt(tokens.getShort())).isEqualTo(token);
      }
    }
    assertThat(tokens.hasRemaining()).isFalse();
  }

  @Test
  void anUnfinishedFileLeavesNothingBehind() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 0, 40, 20, 5)));
    Path file = folder.resolve("batch.npy");
    try (Reconstruct release = Reconstruct.open(folder);
        BatchArray array = BatchArray.create(file, 1, release)) {
      assertThatThrownBy(array::finish).hasMessageContaining("1 rows are missing");
      BatchSequence sequence = release.sequences(0, 1).get(0);
      array.add(sequence);
      assertThatThrownBy(() -> array.add(sequence)).hasMessageContaining("next of 0 rows");
    }
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("batch.npy.tmp")).doesNotExist();
  }
}
