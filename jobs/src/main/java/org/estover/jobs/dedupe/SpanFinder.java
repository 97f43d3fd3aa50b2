package org.estover.jobs.dedupe;

import java.io.IOException;

/** Finds what is to be cut from documents: it is shown all as they are read, then asked. */
public interface SpanFinder extends DocumentSink {
  /** The cuts of all documents taken. */
  Cuts find() throws IOException;
}
