package org.estover.tokenize.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.estover.tokenize.release.SummedFile;

/** The buckets of an index's file, by number. Thread-safe; keeps none. */
final class BucketFile {
  private final SummedFile file;
  private final long[] starts;

  /**
   * Makes a reader.
   *
   * @param starts where each bucket starts, and where the last one ends; ascending
   */
  BucketFile(SummedFile file, long[] starts) {
    this.file = file;
    this.starts = starts;
  }

  /** The file's path or address. */
  String name() {
    return file.name();
  }

  Bucket read(int number, int rows, int symbols, int sampleBits) throws IOException {
    long start = starts[number];
    ByteBuffer bytes = file.read(start, (int) (starts[number + 1] - start));
    Bucket.Where where = new Bucket.Where(name(), number, start);
    return new Bucket(where, bytes, rows, symbols, sampleBits);
  }
}
