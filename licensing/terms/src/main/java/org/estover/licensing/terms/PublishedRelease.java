package org.estover.licensing.terms;

import java.nio.file.Path;

/**
 * A release that the trust publishes.
 *
 * @param releaseId its id
 * @param folder where its files are
 * @param repeated whether it had been published before; then nothing was written
 */
public record PublishedRelease(String releaseId, Path folder, boolean repeated) {}
