package org.estover.licensing.terms.agreement;

/**
 * One step on the way to an amount due.
 *
 * @param text what was done, with its numbers
 * @param exact what it came to, in minor units and not rounded
 */
public record Step(String text, Ratio exact) {}
