package org.estover.ledger.audit;

import java.nio.file.Path;
import org.estover.ledger.log.CorruptLogException;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static CorruptLogException otherRoot(long size) {
    return new CorruptLogException(
        "the log's tiles do not lead to the root that it signed at size "
            + size
            + ": damaged, or not copied yet; look again later, and else tell its operator");
  }

  static CorruptLogException notKept(Path kept, String why) {
    return new CorruptLogException(
        kept
            + ": holds no checkpoint of the log that is watched ("
            + why
            + "); restore it from your copy, or name another file to begin anew");
  }
}
