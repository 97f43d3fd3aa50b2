package org.estover.crawl.filter;

/**
 * A place of a text in which other text stands once it is applied.
 *
 * @param start its first character
 * @param end the character behind its last
 * @param replacement what stands there then; empty where the place is taken out
 * @param rule who says so: a kind of personal data, or {@link TextEdits#FILTER}
 */
public record TextEdit(int start, int end, String replacement, String rule) {}
