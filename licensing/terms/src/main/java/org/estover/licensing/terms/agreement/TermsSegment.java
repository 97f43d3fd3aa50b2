package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days of a period on which the terms of one offer hold; an amendment in mid-period gives two.
 *
 * @param offer the terms
 * @param licensee as what the developer is licensed on these days
 * @param from the first day
 * @param to the last day, not before the first
 */
public record TermsSegment(Offer offer, LicenseeClass licensee, LocalDate from, LocalDate to) {

  public TermsSegment {
    if (to.isBefore(from)) {
      throw Errors.endsBeforeItStarts(from, to);
    }
  }

  /** Days on which the terms hold for a commercial developer. */
  public TermsSegment(Offer offer, LocalDate from, LocalDate to) {
    this(offer, LicenseeClass.COMMERCIAL, from, to);
  }

  /** The same days with another rate card, to see what it would have asked for. */
  public TermsSegment pricedBy(RateCard card) {
    return new TermsSegment(offer.pricedBy(card), licensee, from, to);
  }

  /** How many days it has, the last one included. */
  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }
}
