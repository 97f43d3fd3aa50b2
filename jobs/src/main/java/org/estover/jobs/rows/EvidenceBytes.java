package org.estover.jobs.rows;

/**
 * What a site file says, as {@code 01-crawl/evidence/bytes} keeps it, once however many sites say
 * it.
 *
 * @param kind the kind of file as which it was found; of several the first by name
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record EvidenceBytes(byte[] sha256, String kind, byte[] bytes) {

  /** The layout of these rows. */
  public static final RowType<EvidenceBytes> TYPE =
      RowType.<EvidenceBytes>named("evidence")
          .bytes("sha256", EvidenceBytes::sha256)
          .text("kind", EvidenceBytes::kind)
          .bytes("bytes", EvidenceBytes::bytes)
          .rows(at -> new EvidenceBytes(at.bytes("sha256"), at.text("kind"), at.bytes("bytes")));
}
