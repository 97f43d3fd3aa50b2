package org.estover.licensing.terms.withdrawal;

/**
 * A document of a published release that a withdrawal names.
 *
 * @param documentId id of the document
 * @param uri where it came from
 * @param source name of its source
 * @param license SPDX expression, or empty
 * @param holder name of the rights holder, or empty
 * @param rights class of its rights verdict
 * @param tokens tokens of the document in its shard, the end of document included
 */
public record TouchedDocument(
    String documentId,
    String uri,
    String source,
    String license,
    String holder,
    String rights,
    long tokens) {}
