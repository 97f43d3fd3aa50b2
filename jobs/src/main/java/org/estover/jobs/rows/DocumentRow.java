package org.estover.jobs.rows;

/**
 * One document, as {@code 02-extract/documents} keeps it: its text, never rewritten, and where the
 * text comes from.
 *
 * @param id the 16 bytes of the document id
 * @param textSize the text's bytes in UTF-8
 * @param license an SPDX expression, or empty where nobody states one
 * @param holder the rights holder, or empty where nobody states one
 * @param signals a JSON array of the canonical lines of all rights signals, sorted
 * @param rights the name of the rights verdict on the capture when it was captured; what holds is
 *     the verdict of 03
 * @param file evidence only, as are offset and fetchedAt
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record DocumentRow(
    byte[] id,
    String source,
    String uri,
    String text,
    long textSize,
    byte[] textSha256,
    String license,
    String holder,
    String signals,
    String rights,
    String rightsReason,
    String offer,
    String fetchedAt,
    String file,
    long offset) {

  /** The signals of a place that declares nothing. */
  public static final String NO_SIGNALS = "[]";

  /** The layout of these rows. */
  public static final RowType<DocumentRow> TYPE =
      RowType.<DocumentRow>named("document")
          .bytes("id", DocumentRow::id)
          .text("source", DocumentRow::source)
          .largeText("uri", DocumentRow::uri)
          .largeText("text", DocumentRow::text)
          .int64("text_size", DocumentRow::textSize)
          .bytes("text_sha256", DocumentRow::textSha256)
          .text("license", DocumentRow::license)
          .text("holder", DocumentRow::holder)
          .text("signals", DocumentRow::signals)
          .text("rights", DocumentRow::rights)
          .text("rights_reason", DocumentRow::rightsReason)
          .text("offer", DocumentRow::offer)
          .text("fetched_at", DocumentRow::fetchedAt)
          .text("file", DocumentRow::file)
          .int64("offset", DocumentRow::offset)
          .rows(
              at ->
                  new DocumentRow(
                      at.bytes("id"),
                      at.text("source"),
                      at.text("uri"),
                      at.text("text"),
                      at.int64("text_size"),
                      at.bytes("text_sha256"),
                      at.text("license"),
                      at.text("holder"),
                      at.text("signals"),
                      at.text("rights"),
                      at.text("rights_reason"),
                      at.text("offer"),
                      at.text("fetched_at"),
                      at.text("file"),
                      at.int64("offset")));

  /** A document whose rights nobody asked for. */
  public DocumentRow(
      byte[] id,
      String source,
      String uri,
      String text,
      long textSize,
      byte[] textSha256,
      String license,
      String holder,
      String rights,
      String rightsReason,
      String offer,
      String fetchedAt,
      String file,
      long offset) {
    this(
        id,
        source,
        uri,
        text,
        textSize,
        textSha256,
        license,
        holder,
        NO_SIGNALS,
        rights,
        rightsReason,
        offer,
        fetchedAt,
        file,
        offset);
  }

  /** Every column but the text: what shards and releases need to name a document. */
  public static String[] withoutText() {
    return TYPE.columns().stream()
        .map(RowType.Column::name)
        .filter(name -> !name.equals("text"))
        .toArray(String[]::new);
  }

  /** The same document with another text; its id stays, as it names what was captured. */
  public DocumentRow withText(String other, long size, byte[] sha256) {
    return new DocumentRow(
        id,
        source,
        uri,
        other,
        size,
        sha256,
        license,
        holder,
        signals,
        rights,
        rightsReason,
        offer,
        fetchedAt,
        file,
        offset);
  }

  /** The canonical bytes of what this document is: its text by digest, and no evidence. */
  public byte[] content() {
    return TYPE.canonical(
        new DocumentRow(
            id,
            source,
            uri,
            "",
            textSize,
            textSha256,
            license,
            holder,
            signals,
            rights,
            rightsReason,
            offer,
            "",
            "",
            0));
  }
}
