package org.estover.ledger.simulation;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Salts and keys that follow from a seed, so that a run can be had again to the byte. */
final class SeededEntropy extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient SplittableRandom random;

  SeededEntropy(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
