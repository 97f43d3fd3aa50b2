package org.estover.licensing.terms.withdrawal;

import java.util.Optional;

/**
 * Something taken down.
 *
 * @param document {@code doc_} and a document id, or {@code uri_} and the SHA-256 of a URI, as the
 *     log names it
 * @param uri the URI, or empty where its payload was erased or the document has none
 * @param caseId the case under which it was taken down
 */
public record WithdrawnDocument(String document, String uri, String caseId)
    implements Comparable<WithdrawnDocument> {

  /** The SHA-256 of the URI that was taken down, or empty where it was a document. */
  public Optional<String> uriSha256() {
    return document.startsWith(WithdrawnSet.URI_PREFIX)
        ? Optional.of(document.substring(WithdrawnSet.URI_PREFIX.length()))
        : Optional.empty();
  }

  /** Orders by document, which is unique in a {@link WithdrawnSet}. */
  @Override
  public int compareTo(WithdrawnDocument other) {
    return document.compareTo(other.document);
  }
}
