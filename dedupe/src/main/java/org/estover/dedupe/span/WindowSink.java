package org.estover.dedupe.span;

/** Takes windows by the position of their first byte; the same may be given many times. */
public interface WindowSink {
  /** Each window from {@code first} to {@code last} is equal to another one. */
  void repeated(long first, long last);

  /** Each window from {@code first} to {@code last} is equal to one that begins before it. */
  void later(long first, long last);
}
