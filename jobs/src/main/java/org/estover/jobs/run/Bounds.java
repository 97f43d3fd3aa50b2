package org.estover.jobs.run;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a plan's key allows, in the normal form of its kind (bytes, milliseconds).
 *
 * @param least the smallest number
 * @param above whether the smallest number itself is too small
 * @param most the largest number; null if only the kind limits it
 */
record Bounds(BigDecimal least, boolean above, @Nullable BigDecimal most) {
  /** Everything that the kind allows. */
  static final Bounds NONE = new Bounds(BigDecimal.ZERO, false, null);

  /** From 0 to the largest int. */
  static final Bounds INT = NONE.to(Integer.MAX_VALUE);

  /** From 1 to the largest int. */
  static final Bounds POSITIVE_INT = from(1).to(Integer.MAX_VALUE);

  /** Above 0. */
  static final Bounds POSITIVE = new Bounds(BigDecimal.ZERO, true, null);

  static Bounds from(long least) {
    return new Bounds(BigDecimal.valueOf(least), false, null);
  }

  /** The same bounds with a largest number. */
  Bounds to(long most) {
    return new Bounds(least, above, BigDecimal.valueOf(most));
  }

  boolean allow(String normal) {
    BigDecimal number = new BigDecimal(normal);
    int toLeast = number.compareTo(least);
    return (above ? toLeast > 0 : toLeast >= 0) && (most == null || number.compareTo(most) <= 0);
  }

  /**
   * The bounds in words.
   *
   * @param unit what follows a number, or ""
   */
  String text(String unit) {
    String lower = (above ? "above " : "at least ") + least + unit;
    return most == null ? lower : lower + " and at most " + most + unit;
  }
}
