package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Where the items of a run of tokens end, counted in tokens. */
interface Ends extends Closeable {
  /** The file that says so. */
  Path file();

  /** The number of items. */
  long count();

  /** The end of an item as the file has it. */
  long end(long item) throws IOException;

  /** Where in the file that end stands, for messages. */
  long offset(long item);
}
