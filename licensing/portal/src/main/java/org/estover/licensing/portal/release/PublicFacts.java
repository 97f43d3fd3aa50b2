package org.estover.licensing.portal.release;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the trust says of itself to everybody, given as {@code --estover.portal.NAME}.
 *
 * @param contact where weaknesses are reported: a {@code mailto:} or {@code https:} address, or ""
 * @param crawler how the trust's crawler calls itself
 */
@ConfigurationProperties("estover.portal")
public record PublicFacts(
    @DefaultValue("") String contact,
    @DefaultValue("estover/0.1 (public data trust crawler)") String crawler) {}
