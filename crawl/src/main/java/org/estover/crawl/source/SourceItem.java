package org.estover.crawl.source;

import java.util.List;
import org.estover.crawl.rights.RightsSignal;

/**
 * One thing found in a source, before its text is extracted.
 *
 * <p>The payload is not copied: whoever makes or takes an item must not change it.
 *
 * @param source the source's name
 * @param uri the URL, {@code id:<record id>}, the entry of an archive, or ""
 * @param outcome {@code ok}, or a stable class such as {@code http-404}, {@code truncated}, {@code
 *     robots-disallow}, {@code timeout}
 * @param mediaType the media type in lower case without parameters, or ""
 * @param charset the charset that the record names, or ""
 * @param payload the bytes, transfer and content coding removed
 * @param signals the rights signals that came with it, in the order found
 * @param license the SPDX expression that the record, else the plan names, or ""
 * @param holder the rights holder that the record, else the plan names, or ""
 * @param file the name of the file it was found in (evidence only)
 * @param offset the place in the file as {@link Aside} says (evidence only)
 * @param fetchedAt the ISO instant of its capture, or "" (evidence only)
 */
@SuppressWarnings("ArrayRecordComponent") // a payload is compared by digest, never by equals
public record SourceItem(
    String source,
    String uri,
    String outcome,
    String mediaType,
    String charset,
    byte[] payload,
    List<RightsSignal> signals,
    String license,
    String holder,
    String file,
    long offset,
    String fetchedAt) {
  /** The outcome of an item that was found whole. */
  public static final String OK = "ok";

  /** The outcome of a page which says that its text is not to be kept; it has no payload. */
  public static final String NOINDEX = "noindex";

  public SourceItem {
    if (!outcome.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw Errors.badReason(outcome);
    }
    signals = List.copyOf(signals);
  }
}
