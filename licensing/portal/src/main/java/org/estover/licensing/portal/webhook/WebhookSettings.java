package org.estover.licensing.portal.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are told, given as {@code estover.portal.webhooks.NAME}.
 *
 * @param allowLoopback whether endpoints may be on this machine, over http: for trying out only
 * @param timeout how long an endpoint may take to answer
 * @param endpoints how many endpoints an account may have
 */
@ConfigurationProperties("estover.portal.webhooks")
record WebhookSettings(
    @DefaultValue("false") boolean allowLoopback,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("10") int endpoints) {}
