package org.estover.tokenize.order;

import java.util.Locale;

/** The three parts into which both peers cut a data set. */
public enum Split {
  /** What is trained on. */
  TRAIN(0),
  /** What is looked at during training. */
  VALID(1),
  /** What is looked at after it. */
  TEST(2);

  private final int index;

  Split(int index) {
    this.index = index;
  }

  /** The place in the peers' lists of parts. */
  public int index() {
    return index;
  }

  /** The name that stands in the peers' cache files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
