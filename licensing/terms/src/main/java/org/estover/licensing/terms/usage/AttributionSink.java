package org.estover.licensing.terms.usage;

import java.io.IOException;
import org.estover.tokenize.release.ReleasedDocument;

/** Receives the documents that ask to be named. */
public interface AttributionSink {

  /** Takes the next document. */
  void document(ReleasedDocument document) throws IOException;
}
