package org.estover.jobs.stage;

import org.estover.jobs.run.StageReport;

/**
 * What a stage hands over when its folder is ready for the commit.
 *
 * @param report its counts, balanced
 * @param rows a digest of the rows it wrote, which order and cut of files do not change
 */
public record Sealed(StageReport report, String rows) {}
