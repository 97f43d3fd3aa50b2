package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.TokenWidth;

/** A data set that a formula makes, so that nothing of it need be kept. */
final class FormulaData {
  private FormulaData() {}

  /** Token i is {@code (((i * 2654435761 + k) mod 2^32) >> 16) mod 50277}. */
  static void write(Path prefix, int[] sizes, long k) throws IOException {
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(prefix, TokenWidth.UINT16)) {
      long i = 0;
      for (int size : sizes) {
        int[] tokens = new int[size];
        for (int t = 0; t < size; t++) {
          tokens[t] = (int) (((i++ * 2_654_435_761L + k) & 0xffff_ffffL) >> 16) % 50_277;
        }
        writer.append(tokens, 0, size);
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
  }
}
