package org.estover.licensing.terms.statement;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.TermsSegment;

/**
 * Terms by which an amount due was computed, as a statement keeps them.
 *
 * @param offerId the offer
 * @param name its name
 * @param rateCard canonical text of its rate card
 * @param offer all of it, or empty in statements of the first version
 * @param licensee as what the developer was licensed
 * @param from the first day of the month on which it holds
 * @param to the last day
 */
public record TermsHeld(
    String offerId,
    String name,
    String rateCard,
    JsonObject offer,
    LicenseeClass licensee,
    LocalDate from,
    LocalDate to) {

  static TermsHeld of(TermsSegment segment) {
    Offer offer = segment.offer();
    return new TermsHeld(
        offer.id(),
        offer.name(),
        offer.rateCard().canonical(),
        offer.toJson(),
        segment.licensee(),
        segment.from(),
        segment.to());
  }

  /** The terms to compute with, which statements of the first version do not have whole. */
  TermsSegment segment() {
    return new TermsSegment(Offer.fromJson(offer), licensee, from, to);
  }

  /** The rate card. */
  RateCard card() {
    return RateCard.parse(rateCard);
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "id",
            offerId,
            "offer",
            offer,
            "licensee",
            licensee.word(),
            "from",
            from.toString(),
            "to",
            to.toString()));
  }

  static TermsHeld fromJson(JsonObject json) {
    JsonObject offer = json.object("offer");
    return new TermsHeld(
        json.text("id"),
        offer.text("name"),
        offer.text("rateCard"),
        offer,
        LicenseeClass.of(json.text("licensee")),
        LocalDate.parse(json.text("from")),
        LocalDate.parse(json.text("to")));
  }
}
