package org.estover.crawl.source;

/**
 * One text with what is said about it: a line of JSON or a row of a table, whose fields mean what
 * the source's {@link FieldMapping} says. A field that the record does not have is "".
 *
 * @param url where the text stands
 * @param id a name inside the source, for a text without a URL
 * @param license what the record calls its license, in any words
 * @param holder the rights holder that the record names
 * @param date when the text was fetched, as the record writes it
 */
public record TextRecord(
    String text, String url, String id, String license, String holder, String date) {

  /** The URL, else {@code id:} and the id, else "". */
  String uri() {
    if (!url.isEmpty()) {
      return url;
    }
    return id.isEmpty() ? "" : "id:" + id;
  }
}
