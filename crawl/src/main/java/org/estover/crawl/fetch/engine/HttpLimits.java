package org.estover.crawl.fetch.engine;

import org.estover.crawl.source.CrawlPlan;

/**
 * How much of a server's time and bytes one request may take.
 *
 * @param timeoutMillis from connecting to the last byte
 * @param maxBytes of the decoded body
 * @param maxWireBytes of the body before it is decoded
 * @param maxRatio how many times its size on the wire a body may unpack to
 * @param minBytesPerSecond the least rate, once {@link #RATE_GRACE_MILLIS} have gone by
 * @param maxHeaderBytes of status line and header fields
 * @param maxHeaderFields how many fields
 */
record HttpLimits(
    long timeoutMillis,
    int maxBytes,
    long maxWireBytes,
    int maxRatio,
    long minBytesPerSecond,
    int maxHeaderBytes,
    int maxHeaderFields) {
  /** How long an answer may take its time after its first byte. */
  static final long RATE_GRACE_MILLIS = 10_000;

  /** The limits that a plan sets. */
  static HttpLimits of(CrawlPlan plan) {
    return new HttpLimits(
        plan.timeoutMillis(),
        (int) Math.min(plan.maxPageBytes(), Integer.MAX_VALUE - 64),
        plan.limits().maxWireBytes(),
        plan.limits().maxRatio(),
        plan.limits().minBytesPerSecond(),
        plan.limits().maxHeaderBytes(),
        plan.limits().maxHeaderFields());
  }

  HttpLimits withMaxBytes(int bytes) {
    return new HttpLimits(
        timeoutMillis,
        bytes,
        maxWireBytes,
        maxRatio,
        minBytesPerSecond,
        maxHeaderBytes,
        maxHeaderFields);
  }
}
