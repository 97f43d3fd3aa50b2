package org.estover.crawl.quality;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of a {@code .ftz} model: of each row a code for every few columns, which names one of
 * 256 centroids, and perhaps a code for its norm (Jegou et al., Product quantization, 2011).
 */
final class QuantizedMatrix implements Matrix {
  private static final int CENTROIDS = 256;

  private final int rows;
  private final byte[] codes;
  private final Centroids centroids;
  private final byte @Nullable [] normCodes;
  private final @Nullable Centroids norms;

  private QuantizedMatrix(
      int rows,
      byte[] codes,
      Centroids centroids,
      byte @Nullable [] normCodes,
      @Nullable Centroids norms) {
    this.rows = rows;
    this.codes = codes;
    this.centroids = centroids;
    this.normCodes = normCodes;
    this.norms = norms;
  }

  static QuantizedMatrix read(ModelInput in, String what) throws IOException {
    boolean hasNorms = in.int8("whether norms are quantized in " + what) != 0;
    int rows = Matrix.size(in, "the number of rows of " + what);
    int columns = Matrix.size(in, "the number of columns of " + what);
    int size = in.int32("the size of the codes of " + what);
    byte[] codes = in.bytes(size, "the codes of " + what);
    Centroids centroids = Centroids.read(in, "the centroids of " + what);
    if (centroids.columns != columns) {
      throw in.wrong(0, "the columns of the centroids of " + what, centroids.columns, "" + columns);
    }
    if ((long) rows * centroids.parts != size) {
      String expected = (long) rows * centroids.parts + ", " + centroids.parts + " a row";
      throw in.wrong(0, "the size of the codes of " + what, size, expected);
    }
    if (!hasNorms) {
      return new QuantizedMatrix(rows, codes, centroids, null, null);
    }
    byte[] normCodes = in.bytes(rows, "the codes of norms of " + what);
    Centroids norms = Centroids.read(in, "the norms of " + what);
    if (norms.columns != 1) {
      throw in.wrong(0, "the columns of the norms of " + what, norms.columns, "1");
    }
    return new QuantizedMatrix(rows, codes, centroids, normCodes, norms);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return centroids.columns;
  }

  private float norm(int row) {
    return normCodes == null || norms == null ? 1 : norms.values[normCodes[row] & 0xff];
  }

  @Override
  public void addRows(float[] sum, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      float norm = norm(row);
      for (int part = 0; part < centroids.parts; part++) {
        int at = centroids.start(part, codes[row * centroids.parts + part]);
        int width = centroids.width(part);
        int column = part * centroids.width;
        for (int j = 0; j < width; j++) {
          sum[column + j] += norm * centroids.values[at + j];
        }
      }
    }
  }

  @Override
  public float dot(float[] vector, int row) {
    float sum = 0;
    for (int part = 0; part < centroids.parts; part++) {
      int at = centroids.start(part, codes[row * centroids.parts + part]);
      int width = centroids.width(part);
      int column = part * centroids.width;
      for (int j = 0; j < width; j++) {
        sum += vector[column + j] * centroids.values[at + j];
      }
    }
    return sum * norm(row);
  }

  /** 256 vectors for each few columns; the last of these may be fewer. */
  private static final class Centroids {
    private final int columns;
    private final int parts;
    private final int width;
    private final int lastWidth;
    private final float[] values;

    private Centroids(int columns, int parts, int width, int lastWidth, float[] values) {
      this.columns = columns;
      this.parts = parts;
      this.width = width;
      this.lastWidth = lastWidth;
      this.values = values;
    }

    static Centroids read(ModelInput in, String what) throws IOException {
      int columns = in.int32("the columns of " + what);
      int parts = in.int32("the parts of " + what);
      int width = in.int32("the width of a part of " + what);
      int lastWidth = in.int32("the width of the last part of " + what);
      boolean fits =
          columns > 0
              && parts > 0
              && width > 0
              && lastWidth > 0
              && lastWidth <= width
              && (parts - 1L) * width + lastWidth == columns;
      if (!fits) {
        throw in.wrong(
            Integer.BYTES * 4,
            "the layout of " + what,
            columns + " columns in " + parts + " parts of " + width + ", the last of " + lastWidth,
            "parts that add up");
      }
      long count = (long) columns * CENTROIDS;
      in.require(count, Float.BYTES, what);
      float[] values = new float[Math.toIntExact(count)];
      in.floats(values, values.length, what);
      return new Centroids(columns, parts, width, lastWidth, values);
    }

    int width(int part) {
      return part == parts - 1 ? lastWidth : width;
    }

    int start(int part, byte code) {
      return part * CENTROIDS * width + (code & 0xff) * width(part);
    }
  }
}
