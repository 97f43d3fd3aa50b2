package org.estover.crawl.warc;

import java.util.Map;

/**
 * A record of a WARC or ARC file that carries a payload, or stands for one.
 *
 * <p>The block is not copied; nobody may change it.
 *
 * @param type {@code response}, {@code resource}, {@code conversion} or {@code revisit}; an ARC
 *     record is a {@code response} if it holds an HTTP message, else a {@code resource}
 * @param uri the target URI, white space and angle brackets removed, or ""
 * @param date the ISO instant of the capture, or ""
 * @param contentType the type of the block as written, or ""
 * @param truncated the reason why the crawler cut the block, or ""
 * @param offset where the record begins: in the file as it lies on the disk, if the file is plain
 *     or the record begins a gzip member; else in the decompressed stream
 * @param block the bytes after the record's header; of a segmented record those of all segments
 * @param fields the named fields as written, names in lower case; none in ARC
 * @param size how many bytes of the file the record takes as it lies on the disk, so that it can be
 *     read by itself; -1 where it does not fill gzip members of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WarcRecord(
    String type,
    String uri,
    String date,
    String contentType,
    String truncated,
    long offset,
    byte[] block,
    Map<String, String> fields,
    long size) {
  public WarcRecord {
    fields = Map.copyOf(fields);
  }

  /** A record of which no more is known. */
  public WarcRecord(
      String type,
      String uri,
      String date,
      String contentType,
      String truncated,
      long offset,
      byte[] block) {
    this(type, uri, date, contentType, truncated, offset, block, Map.of(), -1);
  }

  /** The value of a named field, or "". */
  public String field(String lowerCaseName) {
    return fields.getOrDefault(lowerCaseName, "");
  }
}
