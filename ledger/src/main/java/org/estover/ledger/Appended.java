package org.estover.ledger;

import org.estover.ledger.log.LogEntry;

/**
 * The answer to an append: where the fact stands in the log, for ever.
 *
 * @param index index of the log entry, from 0
 * @param entry the log entry
 * @param repeated whether the same key had brought the same fact before; then nothing was written
 */
public record Appended(long index, LogEntry entry, boolean repeated) {}
