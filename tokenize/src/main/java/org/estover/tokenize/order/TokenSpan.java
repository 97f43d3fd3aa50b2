package org.estover.tokenize.order;

/**
 * Tokens [from, to) of one document of an indexed data set, as part of a training sequence.
 *
 * <p>{@code to} can lie one behind the document's last token where a peer reads on without looking:
 * the token meant is then the first of the next document.
 */
public record TokenSpan(int document, int from, int to) {}
