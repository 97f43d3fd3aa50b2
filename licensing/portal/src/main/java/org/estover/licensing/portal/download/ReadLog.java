package org.estover.licensing.portal.download;

import java.io.IOException;

/** Somebody who is told of every part of a file before it is handed out. */
public interface ReadLog {

  /**
   * Takes a read down.
   *
   * @throws IOException if it cannot; then nothing is handed out
   */
  void record(ShardRead read) throws IOException;
}
