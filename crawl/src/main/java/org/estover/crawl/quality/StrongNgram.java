package org.estover.crawl.quality;

/**
 * An n-gram that moves scores.
 *
 * @param text the n-gram, or the most frequent one of its bucket
 * @param weight of its bucket
 * @param effect how far it moves the average text, before the logistic function
 * @param positive texts of the positive side that have one of the bucket's n-grams
 * @param negative texts of the negative side that do
 */
public record StrongNgram(String text, double weight, double effect, int positive, int negative) {}
