package org.estover.crawl.warc;

/**
 * What a later record says of the record that it is about, or whose payload it stands for.
 *
 * @param recordId the record's id, {@code urn:uuid:...}, or "" where it is not known
 * @param uri its target URI
 * @param date the ISO instant of its capture
 * @param payloadDigest the digest of its payload with its algorithm, such as {@code sha256:...}, or
 *     ""
 */
public record CaptureReference(String recordId, String uri, String date, String payloadDigest) {}
