package org.estover.licensing.terms.withdrawal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.tokenize.release.UriHost;

/**
 * Everything taken down so far: what no later release may hold.
 *
 * <p>Immutable and thread-safe; {@link #covers} takes constant time, some digests more where hosts
 * were taken down.
 */
public final class WithdrawnSet {

  static final String URI_PREFIX = "uri_";
  static final String HOST_PREFIX = "host_";

  private final List<WithdrawnDocument> documents;
  private final Set<String> names = new HashSet<>();

  private final boolean hosts;

  private WithdrawnSet(List<WithdrawnDocument> sorted) {
    this.documents = sorted;
    sorted.forEach(withdrawn -> names.add(withdrawn.document()));
    hosts = names.stream().anyMatch(name -> name.startsWith(HOST_PREFIX));
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

  /** How the log names a host: {@code host_} and the SHA-256 of its {@link #hostName}. */
  public static String nameOfHost(String host) {
    return HOST_PREFIX + ContentId.sha256(hostName(host));
  }

  /** The one spelling of a host: lower case, and an international name in ASCII. */
  public static String hostName(String host) {
    return UriHost.spellings(host).stream()
        .filter(spelling -> spelling.chars().allMatch(c -> c < 0x80))
        .findFirst()
        .orElse(UriHost.normal(host));
  }

  /**
   * The set of these names, as a job carries them.
   *
   * @param names document ids, URIs as {@link #nameOfUri} and hosts as {@link #nameOfHost} names
   *     them
   */
  public static WithdrawnSet ofNames(Collection<String> names) {
    return of(names.stream().map(name -> new WithdrawnDocument(name, "", "")).toList());
  }

  /**
   * Whether a document was taken down: by its id, by its URI, or by the host of its URI or a domain
   * above. Documents without a URI have nothing in common.
   */
  public boolean covers(String documentId, String uri) {
    if (names.isEmpty()) {
      return false;
    }
    return names.contains(documentId)
        || (!uri.isEmpty() && names.contains(nameOfUri(uri)))
        || (hosts
            && UriHost.domains(UriHost.of(uri)).stream()
                .anyMatch(domain -> names.contains(nameOfHost(domain))));
  }
}
