package org.estover.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records in order, one at a time. */
interface RecordStream extends Closeable {
  /** The next record, or null behind the last; nobody may change it. */
  byte @Nullable [] next() throws IOException;
}
