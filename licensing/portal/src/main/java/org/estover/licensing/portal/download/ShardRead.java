package org.estover.licensing.portal.download;

import java.time.Instant;

/**
 * A part of a file that was handed out.
 *
 * @param at when its delivery began
 * @param accountId who read it
 * @param tokenId id of the token by which a program asked for the link, or ""
 * @param partyId the developer that the account acted for, or "" of an operator
 * @param grantId the grant that covers it, or "" of an operator
 * @param releaseId the release
 * @param file name of the file
 * @param from the first byte
 * @param to the byte behind the last one
 * @param masked whether something in it was hidden
 */
public record ShardRead(
    Instant at,
    String accountId,
    String tokenId,
    String partyId,
    String grantId,
    String releaseId,
    String file,
    long from,
    long to,
    boolean masked) {

  /** How many bytes were handed out. */
  public long bytes() {
    return to - from;
  }
}
