package org.estover.licensing.terms.simulation;

import org.estover.ledger.book.Period;

/**
 * A revenue report that the other card cannot price, and that therefore counts on neither side.
 *
 * @param reportId id of the report
 * @param agreementId the agreement
 * @param period the month
 * @param why what the card lacks or cannot do
 */
public record LeftOut(String reportId, String agreementId, Period period, String why) {}
