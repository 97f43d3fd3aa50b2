package org.estover.jobs.stage;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Sorted pairs without those whose key equals the key before. */
final class Distinct implements Iterator<Tuple2<byte[], byte[]>> {
  private final Iterator<Tuple2<byte[], byte[]>> sorted;
  private byte @Nullable [] last;
  private @Nullable Tuple2<byte[], byte[]> ahead;

  Distinct(Iterator<Tuple2<byte[], byte[]>> sorted) {
    this.sorted = sorted;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && sorted.hasNext()) {
      Tuple2<byte[], byte[]> pair = sorted.next();
      if (!Arrays.equals(last, pair._1())) {
        ahead = pair;
        last = pair._1();
      }
    }
    return ahead != null;
  }

  @Override
  public Tuple2<byte[], byte[]> next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException();
    }
    Tuple2<byte[], byte[]> pair = ahead;
    ahead = null;
    return pair;
  }
}
