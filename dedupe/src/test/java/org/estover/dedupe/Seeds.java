package org.estover.dedupe;

import java.util.stream.LongStream;

/** The seeds of property tests; {@code -Dseed=N} runs them with one seed only. */
public final class Seeds {
  private Seeds() {}

  /** Ten seeds, or the one that was asked for. */
  public static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one == null ? LongStream.rangeClosed(1, 10) : LongStream.of(one);
  }
}
