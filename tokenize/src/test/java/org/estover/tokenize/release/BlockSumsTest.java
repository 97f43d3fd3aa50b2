package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockSumsTest {
  private static final int PAGE_FILE_SIZE = BlockSums.SUMS_PER_PAGE * BlockSums.BLOCK_SIZE;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, PAGE_FILE_SIZE, PAGE_FILE_SIZE + 1})
  void everyByteOfAFileIsReadBack(int size) throws IOException {
    byte[] bytes = random(size, size);
    Path file = summed(bytes);
    assertThat(Files.size(BlockSums.sidecar(file))).isEqualTo(BlockSums.sidecarSize(size));
    try (SummedFile summed = SummedFile.open(file)) {
      assertThat(summed.size()).isEqualTo(size);
      assertThat(summed.sha256()).isEqualTo(Digests.sha256Hex(bytes));
      // Of blocks that were not read before, of some that were, and of all.
      readHereAndThere(summed, bytes);
      assertThat(summed.read(0, size)).isEqualTo(ByteBuffer.wrap(bytes));
      readHereAndThere(summed, bytes);
    }
  }

  private static void readHereAndThere(SummedFile summed, byte[] bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 50 && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      for (int most : new int[] {100, 10_000}) {
        int length = Math.min(bytes.length - at, random.nextInt(most));
        assertThat(summed.read(at, length)).isEqualTo(ByteBuffer.wrap(bytes, at, length));
      }
    }
  }

  @Test
  void aDamagedBlockIsNamedAndTheOthersStayReadable() throws IOException {
    byte[] bytes = random(PAGE_FILE_SIZE + 9000, 3);
    Path file = summed(bytes);
    flip(file, PAGE_FILE_SIZE + 4096);
    try (SummedFile summed = SummedFile.open(file)) {
      assertThat(summed.read(0, 8192).remaining()).isEqualTo(8192);
      assertThatThrownBy(() -> summed.read(PAGE_FILE_SIZE + 4000, 200))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining("checksum mismatch in block 1012 (bytes 4145152-4149247)")
          .extracting(e -> ((CorruptReleaseException) e).block())
          .isEqualTo(1012L);
      assertThat(summed.read(PAGE_FILE_SIZE + 8192, 808).remaining()).isEqualTo(808);
    }
  }

  @Test
  void aDamagedPageOfSumsIsNamed() throws IOException {
    Path file = summed(random(PAGE_FILE_SIZE + 1, 4));
    flip(BlockSums.sidecar(file), 4096 + 20);
    try (SummedFile summed = SummedFile.open(file)) {
      assertThat(summed.read(0, 1).remaining()).isEqualTo(1);
      assertThatThrownBy(() -> summed.read(PAGE_FILE_SIZE, 1))
          .hasMessageContaining(".sums: checksum mismatch in block 1");
    }
  }

  @Test
  void aSidecarOfAnotherFileIsRefused() throws IOException {
    Path file = summed(random(5000, 5));
    Files.write(file, random(4999, 5));
    assertThatThrownBy(() -> SummedFile.open(file))
        .hasMessageContaining("sums of a file of 5000 bytes, expected 4999");
    Files.write(file, random(9000, 5));
    assertThatThrownBy(() -> SummedFile.open(file))
        .hasMessageContaining(".sums: expected 64 bytes, found 60");
  }

  @Test
  void readingOutsideTheFileIsAnError() throws IOException {
    try (SummedFile summed = SummedFile.open(summed(random(100, 6)))) {
      assertThatThrownBy(() -> summed.read(90, 11)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> summed.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private Path summed(byte[] bytes) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, bytes);
    BlockSums.write(file);
    return file;
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
