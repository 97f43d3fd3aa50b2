package org.estover.crawl.read;

/**
 * A document as a reader finds it; what the source does not say is "".
 *
 * @param id its name inside the source, such as a page's number; never blank
 * @param url where people can see it
 * @param title its title alone
 * @param text all there is to read of it, its title included, in plain text
 * @param language the BCP 47 tag of its language
 * @param license an SPDX expression
 * @param holder who holds the rights; an organisation or a group, never a person's name
 * @param date the ISO instant at which the text was as it is
 * @param file the name of the file it was found in, as {@code Aside} says
 * @param offset the place in that file as {@code Aside} says
 */
public record ReadDocument(
    String id,
    String url,
    String title,
    String text,
    String language,
    String license,
    String holder,
    String date,
    String file,
    long offset) {
  public ReadDocument {
    if (id.isBlank()) {
      throw Errors.documentWithoutId(file, offset);
    }
  }
}
