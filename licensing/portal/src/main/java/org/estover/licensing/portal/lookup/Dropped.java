package org.estover.licensing.portal.lookup;

/**
 * What a run met and left out of its release.
 *
 * @param document its id, or "" of what never became a document
 * @param stage that dropped it
 * @param rule by which
 * @param reason what the rule found, or ""
 * @param uri of the page or record; hidden where it was withdrawn
 * @param survivor the document that stays in its place, or ""
 */
public record Dropped(
    String document, String stage, String rule, String reason, String uri, String survivor) {}
