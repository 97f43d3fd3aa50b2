package org.estover.crawl.extract;

/** What extraction made of an item. */
public sealed interface Extraction {
  /**
   * A text.
   *
   * @param text the text, without trailing white space
   * @param license the SPDX expression of the license that the payload names for itself, or ""
   */
  record Extracted(String text, String license) implements Extraction {}

  /**
   * Nothing that could be read as text.
   *
   * @param reason a stable class in kebab case
   */
  record NotText(String reason) implements Extraction {}
}
