package org.estover.licensing.terms.withdrawal;

/**
 * One time that a sequence with a withdrawn document stands in the order of a release.
 *
 * @param position the sequence's position in the order
 * @param tokens tokens of the document among the sequence's inputs
 */
public record Reading(long position, long tokens) {}
