package org.estover.crawl.quality;

import java.io.IOException;

/**
 * A matrix of a fastText model. Sums have fastText's own order of additions, in floats: the tables
 * of its sigmoid make steps, so that an unequal last digit may become an unequal probability.
 */
sealed interface Matrix permits DenseMatrix, QuantizedMatrix {
  int rows();

  int columns();

  /** Adds rows, in their order, to a vector. */
  void addRows(float[] sum, int[] rows, int count);

  /** The product of a row and a vector. */
  float dot(float[] vector, int row);

  /** Reads a matrix that is quantized or not. */
  static Matrix read(ModelInput in, boolean quantized, String what) throws IOException {
    return quantized ? QuantizedMatrix.read(in, what) : DenseMatrix.read(in, what);
  }

  /** Reads the number of rows or columns. */
  static int size(ModelInput in, String what) throws IOException {
    long size = in.int64(what);
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw in.wrong(Long.BYTES, what, size, "1 to " + Integer.MAX_VALUE);
    }
    return (int) size;
  }
}
