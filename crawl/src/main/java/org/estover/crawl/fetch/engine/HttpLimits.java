package org.estover.crawl.fetch.engine;

/**
 * How much of a server's time and bytes one request may take.
 *
 * @param timeoutMillis from connecting to the last byte
 * @param maxBytes of the decoded body
 */
record HttpLimits(long timeoutMillis, int maxBytes) {
  HttpLimits withMaxBytes(int bytes) {
    return new HttpLimits(timeoutMillis, bytes);
  }
}
