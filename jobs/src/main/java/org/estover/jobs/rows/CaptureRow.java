package org.estover.jobs.rows;

/**
 * One thing found in a source, as {@code 01-crawl/captures} keeps it: what came, what the place
 * where it was found declares about its use, and the verdict on that.
 *
 * @param outcome {@code ok}, or the class of what went wrong
 * @param signals a JSON array of the canonical lines of all rights signals
 * @param rights the name of the rights verdict
 * @param offer where a license is offered, if the verdict names one, else empty
 * @param file evidence only: the input file's name
 * @param offset evidence only: where in the file it begins
 * @param fetchedAt evidence only: an ISO instant or empty
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record CaptureRow(
    String source,
    String uri,
    String outcome,
    String mediaType,
    String charset,
    byte[] payload,
    byte[] payloadSha256,
    String signals,
    String rights,
    String rightsReason,
    String offer,
    String license,
    String holder,
    String file,
    long offset,
    String fetchedAt) {

  /** The layout of these rows. */
  public static final RowType<CaptureRow> TYPE =
      RowType.<CaptureRow>named("capture")
          .text("source", CaptureRow::source)
          .largeText("uri", CaptureRow::uri)
          .text("outcome", CaptureRow::outcome)
          .text("media_type", CaptureRow::mediaType)
          .text("charset", CaptureRow::charset)
          .bytes("payload", CaptureRow::payload)
          .bytes("payload_sha256", CaptureRow::payloadSha256)
          .text("signals", CaptureRow::signals)
          .text("rights", CaptureRow::rights)
          .text("rights_reason", CaptureRow::rightsReason)
          .text("offer", CaptureRow::offer)
          .text("license", CaptureRow::license)
          .text("holder", CaptureRow::holder)
          .text("file", CaptureRow::file)
          .int64("offset", CaptureRow::offset)
          .text("fetched_at", CaptureRow::fetchedAt)
          .rows(
              at ->
                  new CaptureRow(
                      at.text("source"),
                      at.text("uri"),
                      at.text("outcome"),
                      at.text("media_type"),
                      at.text("charset"),
                      at.bytes("payload"),
                      at.bytes("payload_sha256"),
                      at.text("signals"),
                      at.text("rights"),
                      at.text("rights_reason"),
                      at.text("offer"),
                      at.text("license"),
                      at.text("holder"),
                      at.text("file"),
                      at.int64("offset"),
                      at.text("fetched_at")));
}
