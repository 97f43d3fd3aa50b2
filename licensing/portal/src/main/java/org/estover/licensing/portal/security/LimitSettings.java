package org.estover.licensing.portal.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a minute one visitor may send, who is an account, or a network where nobody is
 * signed in; and how many connections a network may hold. Given as {@code
 * --estover.portal.limits.NAME}.
 *
 * @param pages of pages
 * @param api of the API below {@code /v1} and {@code /api}
 * @param downloads of files of releases
 * @param connections of one network, held at once
 */
@ConfigurationProperties("estover.portal.limits")
record LimitSettings(
    @DefaultValue("300") int pages,
    @DefaultValue("600") int api,
    @DefaultValue("1200") int downloads,
    @DefaultValue("400") int connections) {}
