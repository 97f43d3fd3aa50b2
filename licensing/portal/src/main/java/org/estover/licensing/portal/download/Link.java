package org.estover.licensing.portal.download;

import java.time.Instant;

/**
 * What a signed link permits: a file of a release, or a part of it, to whoever has the link, until
 * a moment, under a grant.
 *
 * @param releaseId the release
 * @param file name of the file in it
 * @param accountId for which account it was made
 * @param tokenId id of the token by which a program asked for it, or ""
 * @param partyId the developer that this account acted for, or "" of an operator
 * @param grantId the grant that covers it, or "" of an operator
 * @param expires the second at which it ends
 * @param from the first byte that it opens
 * @param to the byte behind the last one that it opens
 */
public record Link(
    String releaseId,
    String file,
    String accountId,
    String tokenId,
    String partyId,
    String grantId,
    Instant expires,
    long from,
    long to) {

  /** The path of the link's address. */
  String path() {
    return "/download/" + releaseId + "/" + file;
  }

  /** The query of the link's address, without its signature. */
  String query() {
    return "account="
        + accountId
        + "&token="
        + tokenId
        + "&party="
        + partyId
        + "&grant="
        + grantId
        + "&expires="
        + expires.getEpochSecond()
        + "&from="
        + from
        + "&to="
        + to;
  }
}
