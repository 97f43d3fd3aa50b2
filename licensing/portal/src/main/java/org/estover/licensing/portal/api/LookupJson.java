package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a place or a document.
 *
 * @param query what was asked for
 * @param kind how it was understood: document, url or host
 * @param documents where it is, newest releases first, at most 100 of them
 * @param complete whether these are all
 * @param withdrawn whether it was taken down: the document, its URL or its host
 * @param unknown releases that cannot say, as they have no list of hosts; absent where all can
 * @param more where the list goes on; absent where nothing follows
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LookupJson(
    String query,
    String kind,
    @JsonInclude List<DocumentJson> documents,
    boolean complete,
    boolean withdrawn,
    List<String> unknown,
    @Nullable String more) {

  /**
   * What was found.
   *
   * @param named whether what was asked for was itself taken down. Else it may have been by another
   *     name: a document by its URL or host, a URL by the ids of all that stand there. Of a host
   *     the documents here need not be all
   */
  static LookupJson of(
      String query, String kind, Batch<DocumentJson> found, boolean named, @Nullable String more) {
    boolean all =
        !found.items().isEmpty() && found.items().stream().allMatch(DocumentJson::withdrawn);
    return new LookupJson(
        query,
        kind,
        found.items(),
        found.next() == Batch.END && found.unknown().isEmpty(),
        named || (all && !kind.equals("host")),
        found.unknown(),
        more);
  }
}
