package org.estover.crawl.extract;

/**
 * What a page says.
 *
 * @param text the main content, paragraphs separated by an empty line
 * @param title the page's title, or ""
 * @param license the license that the page links for itself, as it stands there, or ""
 * @param language the language that the page declares, a BCP 47 tag, or ""
 */
public record ExtractedText(String text, String title, String license, String language) {}
