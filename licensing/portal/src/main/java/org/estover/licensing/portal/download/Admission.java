package org.estover.licensing.portal.download;

import org.estover.licensing.terms.agreement.Slice;

/**
 * Under what somebody reads a release.
 *
 * @param accountId the account that reads
 * @param tokenId id of the token by which a program asked for a link, or ""
 * @param partyId the developer that it acts for, or "" of an operator
 * @param grantId the grant that covers it, or "" of an operator
 * @param slice the part of the release that it covers
 */
public record Admission(
    String accountId, String tokenId, String partyId, String grantId, Slice slice) {}
