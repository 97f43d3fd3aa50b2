package org.estover.crawl.quality;

import java.io.IOException;

/**
 * A matrix of floats, row by row, in pieces below the size of the largest array.
 *
 * <p>Rows of a large model lie anywhere in memory, and waiting for them is most of the work. So a
 * few hundred of them are added at a time: first their ends alone, in so few instructions a row
 * that a processor asks memory for dozens of rows before the first one is there, then what lies
 * between, seven columns at once, whose sums stay in registers and which lie in a cache by then.
 */
final class DenseMatrix implements Matrix {
  private static final int PIECE_FLOATS = 1 << 26;
  private static final int AT_ONCE = 256;
  private static final int LANES = 7;

  private final int rows;
  private final int columns;
  private final int shift;
  private final int mask;
  private final float[][] pieces;

  private DenseMatrix(int rows, int columns, int shift, float[][] pieces) {
    this.rows = rows;
    this.columns = columns;
    this.shift = shift;
    this.mask = (1 << shift) - 1;
    this.pieces = pieces;
  }

  static DenseMatrix read(ModelInput in, String what) throws IOException {
    int rows = Matrix.size(in, "the number of rows of " + what);
    int columns = Matrix.size(in, "the number of columns of " + what);
    in.require((long) rows * columns, Float.BYTES, what);
    int shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, PIECE_FLOATS / columns));
    int rowsOfPiece = 1 << shift;
    float[][] pieces = new float[(rows - 1) / rowsOfPiece + 1][];
    for (int i = 0; i < pieces.length; i++) {
      int left = Math.min(rowsOfPiece, rows - i * rowsOfPiece);
      pieces[i] = new float[Math.multiplyExact(left, columns)];
      in.floats(pieces[i], pieces[i].length, what);
    }
    return new DenseMatrix(rows, columns, shift, pieces);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void addRows(float[] sum, int[] rows, int count) {
    for (int from = 0; from < count; from += AT_ONCE) {
      int to = Math.min(count, from + AT_ONCE);
      addEnds(sum, rows, from, to);
      int column = 1;
      for (; column + LANES < columns; column += LANES) {
        addLanes(sum, column, rows, from, to);
      }
      for (int i = from; i < to && column < columns - 1; i++) {
        float[] piece = pieces[rows[i] >>> shift];
        int at = (rows[i] & mask) * columns;
        for (int j = column; j < columns - 1; j++) {
          sum[j] += piece[at + j];
        }
      }
    }
  }

  /** Adds the first and the last column, which are in different lines of memory as rows have it. */
  private void addEnds(float[] sum, int[] rows, int from, int to) {
    int last = columns - 1;
    float sum0 = sum[0];
    float sum1 = sum[last];
    for (int i = from; i < to; i++) {
      float[] piece = pieces[rows[i] >>> shift];
      int at = (rows[i] & mask) * columns;
      sum0 += piece[at];
      sum1 += piece[at + last];
    }
    sum[0] = sum0;
    if (last > 0) {
      sum[last] = sum1;
    }
  }

  private void addLanes(float[] sum, int column, int[] rows, int from, int to) {
    float sum0 = sum[column];
    float sum1 = sum[column + 1];
    float sum2 = sum[column + 2];
    float sum3 = sum[column + 3];
    float sum4 = sum[column + 4];
    float sum5 = sum[column + 5];
    float sum6 = sum[column + 6];
    for (int i = from; i < to; i++) {
      float[] piece = pieces[rows[i] >>> shift];
      int at = (rows[i] & mask) * columns + column;
      sum0 += piece[at];
      sum1 += piece[at + 1];
      sum2 += piece[at + 2];
      sum3 += piece[at + 3];
      sum4 += piece[at + 4];
      sum5 += piece[at + 5];
      sum6 += piece[at + 6];
    }
    sum[column] = sum0;
    sum[column + 1] = sum1;
    sum[column + 2] = sum2;
    sum[column + 3] = sum3;
    sum[column + 4] = sum4;
    sum[column + 5] = sum5;
    sum[column + 6] = sum6;
  }

  @Override
  public float dot(float[] vector, int row) {
    float[] piece = pieces[row >>> shift];
    int at = (row & mask) * columns;
    float sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += piece[at + j] * vector[j];
    }
    return sum;
  }
}
