package org.estover.ledger.book;

/**
 * A month of account came to another state.
 *
 * @param logIndex index of the log entry that closed it, or that was the first to restate it
 * @param period the month
 * @param state what it came to: closed or restated
 */
public record PeriodChange(long logIndex, Period period, PeriodState state) {}
