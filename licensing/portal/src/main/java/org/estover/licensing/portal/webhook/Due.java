package org.estover.licensing.portal.webhook;

/**
 * The oldest delivery to an endpoint that may be tried now.
 *
 * @param accountId whose endpoint it is, or the endpoint's id where that is gone
 * @param endpointId the endpoint
 * @param position which delivery
 */
record Due(String accountId, String endpointId, long position) {}
