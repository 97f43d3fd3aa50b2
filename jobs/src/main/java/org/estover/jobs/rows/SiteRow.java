package org.estover.jobs.rows;

/**
 * A file that speaks for a site, as {@code 01-crawl} notes it while it reads WARC files; no row of
 * the committed stage.
 *
 * @param kind the name of the kind of file
 * @param subject the site, or the URL of a license document
 * @param status the status of the answer, or 0
 * @param date the ISO instant of the capture, or empty
 * @param file the input file's name
 * @param offset where in the file it begins
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record SiteRow(
    String kind, String subject, int status, byte[] body, String date, String file, long offset) {

  /** The layout of these rows. */
  public static final RowType<SiteRow> TYPE =
      RowType.<SiteRow>named("site")
          .text("kind", SiteRow::kind)
          .largeText("subject", SiteRow::subject)
          .int64("status", SiteRow::status)
          .bytes("body", SiteRow::body)
          .text("date", SiteRow::date)
          .text("file", SiteRow::file)
          .int64("offset", SiteRow::offset)
          .rows(
              at ->
                  new SiteRow(
                      at.text("kind"),
                      at.text("subject"),
                      (int) at.int64("status"),
                      at.bytes("body"),
                      at.text("date"),
                      at.text("file"),
                      at.int64("offset")));
}
