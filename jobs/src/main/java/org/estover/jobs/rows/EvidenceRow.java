package org.estover.jobs.rows;

/**
 * One capture of a file that spoke for a site, as {@code 01-crawl/evidence/sites} keeps it: where
 * its bytes are found, and where and when it was captured.
 *
 * @param source the source in whose input it was found
 * @param kind the kind of file, in kebab case: {@code robots-txt}
 * @param subject what it speaks for: scheme, host and port; of a license document its own URL
 * @param status the status of the answer; 0 if there was none that could be read
 * @param sha256 digest of its bytes in {@code 01-crawl/evidence/bytes}; empty where there are none
 * @param size of these bytes
 * @param date the ISO instant of the capture, or empty
 * @param file the name of the WARC file, or empty
 * @param offset where in it, as 01 counts
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record EvidenceRow(
    String source,
    String kind,
    String subject,
    int status,
    byte[] sha256,
    long size,
    String date,
    String file,
    long offset) {

  /** The layout of these rows. */
  public static final RowType<EvidenceRow> TYPE =
      RowType.<EvidenceRow>named("site-evidence")
          .text("source", EvidenceRow::source)
          .text("kind", EvidenceRow::kind)
          .largeText("subject", EvidenceRow::subject)
          .int64("status", EvidenceRow::status)
          .bytes("sha256", EvidenceRow::sha256)
          .int64("size", EvidenceRow::size)
          .text("date", EvidenceRow::date)
          .text("file", EvidenceRow::file)
          .int64("offset", EvidenceRow::offset)
          .rows(
              at ->
                  new EvidenceRow(
                      at.text("source"),
                      at.text("kind"),
                      at.text("subject"),
                      (int) at.int64("status"),
                      at.bytes("sha256"),
                      at.int64("size"),
                      at.text("date"),
                      at.text("file"),
                      at.int64("offset")));
}
