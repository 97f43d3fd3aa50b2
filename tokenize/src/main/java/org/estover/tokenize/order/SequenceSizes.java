package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.ShardFormat;

/** The tokens of every sequence of an indexed data set, which both peers call documents. */
public final class SequenceSizes {
  /** Where the sizes begin in an {@code .idx}, see FORMAT.md. */
  private static final long SIZES_AT = 34;

  private SequenceSizes() {}

  /**
   * Reads all sizes of {@code prefix.idx} into memory, 4 bytes a sequence.
   *
   * @throws OrderException if there are more than 2^31-9 of them
   * @throws org.estover.tokenize.shard.CorruptShardException if the data set is damaged
   */
  public static int[] of(Path prefix) throws IOException {
    int[] sizes;
    try (IndexedDatasetReader data = IndexedDatasetReader.open(prefix)) {
      if (data.sequenceCount() > RowStarts.LIMIT) {
        throw Errors.tooLarge("sequences", data.sequenceCount());
      }
      sizes = new int[(int) data.sequenceCount()];
      read(ShardFormat.idx(prefix), sizes);
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] < 0) {
          // Names file and offset.
          data.sequenceSize(i);
        }
      }
    }
    return sizes;
  }

  private static void read(Path idx, int[] sizes) throws IOException {
    try (FileChannel channel = FileChannel.open(idx, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
      for (int done = 0; done < sizes.length; ) {
        long at = SIZES_AT + (long) Integer.BYTES * done;
        long left = (long) Integer.BYTES * (sizes.length - done);
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, at + buffer.position()) < 0) {
            throw new IOException(idx + ": ended while it was read; fetch it again");
          }
        }
        IntBuffer ints = buffer.flip().asIntBuffer();
        int count = ints.remaining();
        ints.get(sizes, done, count);
        done += count;
      }
    }
  }
}
