package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.shard.IndexedDatasetReader;

/** The tokens of every sequence of an indexed data set, which both peers call documents. */
public final class SequenceSizes {
  private SequenceSizes() {}

  /**
   * Reads all sizes of {@code prefix.idx} into memory, 4 bytes a sequence.
   *
   * @throws OrderException if there are more than 2^31-9 of them
   * @throws org.estover.tokenize.shard.CorruptShardException if the data set is damaged
   */
  public static int[] of(Path prefix) throws IOException {
    try (IndexedDatasetReader data = IndexedDatasetReader.open(prefix)) {
      if (data.sequenceCount() > RowStarts.LIMIT) {
        throw Errors.tooLarge("sequences", data.sequenceCount());
      }
      int[] sizes = new int[(int) data.sequenceCount()];
      data.sizes(0, sizes, sizes.length);
      return sizes;
    }
  }
}
