package org.estover.licensing.portal.api;

import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.ReleasedDocument;

/** A document as a release has it; of one that was taken down neither URI nor holder is told. */
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

  static DocumentJson of(String release, ReleasedDocument document, PublishedReleases.Known known) {
    ReleasedDocument told = known.told(document);
    return new DocumentJson(
        told.id(),
        release,
        told.uri(),
        told.source(),
        told.license(),
        told.holder(),
        told.rights(),
        told.textSha256(),
        known.withdrawn().covers(document.id(), document.uri()));
  }
}
