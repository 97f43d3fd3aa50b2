package org.estover.licensing.terms.withdrawal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Everything taken down so far: what no later release may hold.
 *
 * <p>Immutable and thread-safe; {@link #covers} takes constant time.
 */
public final class WithdrawnSet {

  static final String URI_PREFIX = "uri_";

  private final List<WithdrawnDocument> documents;
  private final Set<String> names = new HashSet<>();

  private WithdrawnSet(List<WithdrawnDocument> sorted) {
    this.documents = sorted;
    sorted.forEach(withdrawn -> names.add(withdrawn.document()));
  }

  /** The set of these; of two entries for one document the first stays. */
  public static WithdrawnSet of(Collection<WithdrawnDocument> documents) {
    TreeMap<String, WithdrawnDocument> sorted = new TreeMap<>();
    documents.forEach(withdrawn -> sorted.putIfAbsent(withdrawn.document(), withdrawn));
    return new WithdrawnSet(List.copyOf(sorted.values()));
  }

  /** How the log names a URI: {@code uri_} and the SHA-256 of its UTF-8 bytes. */
  public static String nameOfUri(String uri) {
    return URI_PREFIX + ContentId.sha256(uri);
  }

  /** All entries in the order of their names. */
  public List<WithdrawnDocument> documents() {
    return documents;
  }

  /** Whether a document was taken down, itself or by its URI. */
  public boolean covers(String documentId, String uri) {
    return covers(names, documentId, uri);
  }

  /**
   * The rule itself: whether a document was taken down, by its id or by its URI. Documents without
   * a URI have nothing in common.
   *
   * @param names what was taken down: document ids, and URIs as {@link #nameOfUri} names them
   */
  public static boolean covers(Set<String> names, String documentId, String uri) {
    return names.contains(documentId) || (!uri.isEmpty() && names.contains(nameOfUri(uri)));
  }
}
