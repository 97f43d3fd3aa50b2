package org.estover.licensing.portal.api;

import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.ReleasedDocument;

/** A document as a release has it. */
record DocumentJson(
    String id,
    String release,
    String uri,
    String source,
    String license,
    String holder,
    String rights,
    String textSha256,
    boolean withdrawn) {

  static DocumentJson of(String release, ReleasedDocument document, WithdrawnSet withdrawn) {
    return new DocumentJson(
        document.id(),
        release,
        document.uri(),
        document.source(),
        document.license(),
        document.holder(),
        document.rights(),
        document.textSha256(),
        withdrawn.covers(document.id(), document.uri()));
  }
}
