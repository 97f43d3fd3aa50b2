package org.estover.crawl.warc;

/**
 * A record of a WARC or ARC file that carries a payload.
 *
 * <p>The block is not copied; nobody may change it.
 *
 * @param type {@code response}, {@code resource} or {@code conversion}; an ARC record is a {@code
 *     response} if it holds an HTTP message, else a {@code resource}
 * @param uri the target URI, white space and angle brackets removed, or ""
 * @param date the ISO instant of the capture, or ""
 * @param contentType the type of the block as written, or ""
 * @param truncated the reason why the crawler cut the block, or ""
 * @param offset where the record begins: in the file as it lies on the disk, if the file is plain
 *     or the record begins a gzip member; else in the decompressed stream
 * @param block the bytes after the record's header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WarcRecord(
    String type,
    String uri,
    String date,
    String contentType,
    String truncated,
    long offset,
    byte[] block) {}
