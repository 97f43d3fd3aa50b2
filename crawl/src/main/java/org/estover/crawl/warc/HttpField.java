package org.estover.crawl.warc;

/** One header field of an HTTP message; the name as written. */
public record HttpField(String name, String value) {}
