package org.estover.licensing.terms;

import java.nio.file.Path;
import org.estover.ledger.log.HostsListed;
import org.estover.ledger.log.RightsDecided;
import org.jspecify.annotations.Nullable;

/**
 * A release that the trust publishes.
 *
 * @param releaseId its id
 * @param folder where its files are
 * @param repeated whether it had been published before; then only a later version's facts about it
 *     were written, if any
 * @param rights the verdicts by which it was made
 * @param hosts the root over its hosts; null of a release of an earlier version
 */
public record PublishedRelease(
    String releaseId,
    Path folder,
    boolean repeated,
    RightsDecided rights,
    @Nullable HostsListed hosts) {}
