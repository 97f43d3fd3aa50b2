package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a place or a document.
 *
 * @param query what was asked for
 * @param kind how it was understood: document, url or host
 * @param documents where it is, at most 100 of them
 * @param complete whether these are all
 * @param withdrawn whether it was taken down
 * @param more where the list goes on, if it is a host
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LookupJson(
    String query,
    String kind,
    List<DocumentJson> documents,
    boolean complete,
    boolean withdrawn,
    @Nullable String more) {}
