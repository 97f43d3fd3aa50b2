package org.estover.crawl.source;

/**
 * Which field of a record means what.
 *
 * <p>A dotted name such as {@code meta.url} leads into nested objects. An empty name means that the
 * records have no such field. The text's name must not be empty.
 */
public record FieldMapping(
    String text, String url, String id, String license, String holder, String date) {
  /** The mapping of a plan that says nothing: text, url, id, license. */
  public static final FieldMapping DEFAULT =
      new FieldMapping("text", "url", "id", "license", "", "");

  public FieldMapping {
    if (text.isEmpty()) {
      throw Errors.emptyTextField();
    }
  }
}
