package org.estover.dedupe.overlap;

/**
 * That a document holds a part of an item: what a shuffle carries, once per document and part.
 *
 * @param item the item's index in {@link EvalIndex#items()}
 * @param part what of it
 * @param option the 0-based index of the option, or -1
 * @param coveredPermille how much of the part the document's best place holds, in thousandths
 */
public record Sighting(int item, Part part, int option, int coveredPermille) {}
