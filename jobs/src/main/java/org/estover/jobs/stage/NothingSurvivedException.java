package org.estover.jobs.stage;

import java.io.IOException;

/**
 * No document is left to publish. The stages before 07-release are complete, so their reports say
 * what became of all documents; no release was made.
 */
public final class NothingSurvivedException extends IOException {
  private static final long serialVersionUID = 1L;

  public NothingSurvivedException(String message) {
    super(message);
  }
}
