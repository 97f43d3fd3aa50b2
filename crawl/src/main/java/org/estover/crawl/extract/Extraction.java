package org.estover.crawl.extract;

/** What extraction made of an item. */
public sealed interface Extraction {
  /**
   * A text.
   *
   * @param text the text, without trailing white space
   * @param license the SPDX expression of the license that the payload names for itself, or ""
   * @param title the title that the payload has, or ""
   * @param language the language that the payload declares, a BCP 47 tag in normal form, or ""
   */
  record Extracted(String text, String license, String title, String language)
      implements Extraction {
    /** A text of which no more is known. */
    public Extracted(String text, String license) {
      this(text, license, "", "");
    }
  }

  /**
   * Nothing that could be read as text.
   *
   * @param reason a stable class in kebab case
   */
  record NotText(String reason) implements Extraction {}
}
