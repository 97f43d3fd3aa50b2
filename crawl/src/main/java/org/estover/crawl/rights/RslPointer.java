package org.estover.crawl.rights;

/**
 * A place that says where an RSL document is.
 *
 * @param source where the pointer stood, e.g. {@code robots.txt:7}, {@code header}, {@code meta}
 * @param url the document's address as it was written: absolute, or relative to the page
 */
public record RslPointer(String source, String url) {}
