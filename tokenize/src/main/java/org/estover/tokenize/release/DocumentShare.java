package org.estover.tokenize.release;

/**
 * What a table's documents of one license, holder and rights class have in common, with their
 * counts.
 *
 * @param documents documents in the table
 * @param tokens their tokens, ends of text included
 */
public record DocumentShare(
    String source, String license, String holder, String rights, long documents, long tokens) {}
