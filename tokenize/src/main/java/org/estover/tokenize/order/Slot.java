package org.estover.tokenize.order;

/**
 * What stands at a position of the order: one sequence of one source.
 *
 * @param sourceIndex the source's place among the sources in name order
 * @param copy which repetition of the source this is, from 0
 * @param sequence the sequence's number within its source, from 0
 * @param tokenStart the sequence's first token in the source's stream
 */
public record Slot(int sourceIndex, String source, long copy, long sequence, long tokenStart) {}
