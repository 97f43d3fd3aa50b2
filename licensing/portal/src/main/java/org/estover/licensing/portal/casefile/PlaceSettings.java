package org.estover.licensing.portal.casefile;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How places are reached that prove control, given as {@code --estover.portal.places.NAME}.
 *
 * @param connectTo {@code NAME=ADDRESS:PORT} of hosts that are reached there and not by DNS
 * @param dns {@code ADDRESS:PORT} of the DNS server, or "" for the system's
 */
@ConfigurationProperties("estover.portal.places")
record PlaceSettings(@DefaultValue List<String> connectTo, @DefaultValue("") String dns) {}
