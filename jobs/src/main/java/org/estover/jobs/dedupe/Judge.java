package org.estover.jobs.dedupe;

/** Decides which documents stay: it is shown all of them as they are read, then asked. */
public interface Judge extends DocumentSink {
  /** What becomes of all documents taken; may read texts again. */
  Judgement judge();
}
