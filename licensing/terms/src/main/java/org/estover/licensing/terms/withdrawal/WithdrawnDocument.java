package org.estover.licensing.terms.withdrawal;

import java.util.Optional;

/**
 * Something taken down: a document, all documents of a URI, or all of a host.
 *
 * @param document {@code doc_} and a document id, {@code uri_} and the SHA-256 of a URI, or {@code
 *     host_} and the SHA-256 of a host, as the log names it
 * @param uri the URI or host, or empty where its payload was erased or the document has none
 * @param caseId the case under which it was taken down
 */
public record WithdrawnDocument(String document, String uri, String caseId)
    implements Comparable<WithdrawnDocument> {

  /** A host that was taken down, by the SHA-256 of its name. */
  public static WithdrawnDocument ofHost(String sha256, String name, String caseId) {
    return new WithdrawnDocument(WithdrawnSet.HOST_PREFIX + sha256, name, caseId);
  }

  /** The SHA-256 of the URI that was taken down, or empty where it was something else. */
  public Optional<String> uriSha256() {
    return behind(WithdrawnSet.URI_PREFIX);
  }

  /** The SHA-256 of the host that was taken down, or empty where it was something else. */
  public Optional<String> hostSha256() {
    return behind(WithdrawnSet.HOST_PREFIX);
  }

  private Optional<String> behind(String prefix) {
    return document.startsWith(prefix)
        ? Optional.of(document.substring(prefix.length()))
        : Optional.empty();
  }

  /** Orders by document, which is unique in a {@link WithdrawnSet}. */
  @Override
  public int compareTo(WithdrawnDocument other) {
    return document.compareTo(other.document);
  }
}
