package org.estover.crawl.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ByteFeedTest {
  @TempDir private Path folder;

  /** Blocks of 100 kB: of noise, and of runs that unpack to far more. */
  private static byte[] content() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] content = new byte[700_000];
    for (int i = 0; i < 250_000; i++) {
      content[i] = (byte) ('a' + random.nextInt(4));
    }
    Arrays.fill(content, 250_000, 600_000, (byte) 'x');
    return content;
  }

  private static byte[] bzip2(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(packed, 1)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private byte[] unpacked(byte[] packed, boolean damaged) throws IOException {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    byte[] buffer = new byte[999];
    try (ByteFeed feed = ByteFeed.open(Files.write(folder.resolve("file"), packed))) {
      for (int read; (read = feed.read(buffer, 0, buffer.length)) >= 0; ) {
        unpacked.write(buffer, 0, read);
      }
      assertThat(feed.damage().isPresent()).isEqualTo(damaged);
    }
    return unpacked.toByteArray();
  }

  @Test
  void ofDamagedBzip2TheWholeBlocksBeforeTheDamageAreGiven() throws IOException {
    byte[] content = content();
    byte[] packed = bzip2(content);
    assertThat(unpacked(packed, false)).isEqualTo(content);
    boolean any = false;
    for (int i = 4; i < packed.length; i += packed.length / 40) {
      byte[] flipped = packed.clone();
      flipped[i] ^= 0x10;
      byte[] read = unpacked(flipped, true);
      assertThat(read).as("byte %d", i).isEqualTo(Arrays.copyOf(content, read.length));
      any |= read.length > 0;
    }
    assertThat(any).isTrue();
    byte[] wrongSum = packed.clone();
    // The last four bytes, but for up to seven bits of padding, are the sum of the whole stream.
    wrongSum[packed.length - 3] ^= 1;
    assertThat(unpacked(wrongSum, true)).isEqualTo(content);
    byte[] cut = Arrays.copyOf(packed, packed.length - 10);
    assertThat(unpacked(cut, true)).isEqualTo(content);
  }
}
