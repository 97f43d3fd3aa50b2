package org.estover.licensing.portal.license;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.licensing.portal.ledger.LogIndex;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.RoyaltyBasis;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.identity.ContentId;

/**
 * An offer as the catalogue shows it.
 *
 * @param offer its terms
 * @param words its rate card in words
 * @param scope which documents it covers, in words
 * @param example what it would ask for, or nothing where no usual currency is priced
 * @param recorded where it was published
 * @param text the text that is signed
 */
record OfferView(
    Offer offer,
    String words,
    String scope,
    Optional<Example> example,
    Optional<LogIndex.Recorded> recorded,
    String text) {

  /** The currency of the example is the first of these that the card prices. */
  private static final List<String> CURRENCIES =
      List.of("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "BRL");

  private static final long EXAMPLE_UNITS = 1_000_000_00;
  private static final long EXAMPLE_SOLD = 10_000;

  /**
   * A worked example.
   *
   * @param net the month's net revenue
   * @param units what was sold beside it
   * @param steps how the amount due comes about
   * @param due what is due
   * @param parts how it is split
   */
  record Example(
      Money net,
      SortedMap<String, Long> units,
      List<StepView> steps,
      Money due,
      DistributionKey.Parts parts) {}

  static OfferView of(Offer offer, Optional<LogIndex.Recorded> recorded, String trust) {
    return new OfferView(
        offer,
        RateCardWords.of(offer.rateCard()),
        scope(offer.scope()),
        example(offer),
        recorded,
        TermsText.of(offer, trust));
  }

  /** The SHA-256 of the text that is signed. */
  public String sha256() {
    return ContentId.sha256(text);
  }

  /** The classes that can accept it. */
  public List<String> licensees() {
    List<LicenseeClass> named = offer.conditions().licensees();
    return (named.isEmpty() ? List.of(LicenseeClass.values()) : named)
        .stream().map(LicenseeClass::word).toList();
  }

  private static Optional<Example> example(Offer offer) {
    return CURRENCIES.stream()
        .filter(offer.rateCard()::accepts)
        .findFirst()
        .map(currency -> example(offer, Money.of(EXAMPLE_UNITS, currency)));
  }

  private static Example example(Offer offer, Money net) {
    SortedMap<String, Long> units = new TreeMap<>();
    offer.rateCard().units().forEach(unit -> units.put(unit, EXAMPLE_SOLD));
    LicenseeClass licensee =
        offer.conditions().admits(LicenseeClass.COMMERCIAL)
            ? LicenseeClass.COMMERCIAL
            : offer.conditions().licensees().get(0);
    RoyaltyBasis base = new RoyaltyBasis(net, units, licensee, VerificationLevel.L0, Ratio.ONE);
    Money due = offer.rateCard().due(base);
    List<StepView> steps =
        offer.rateCard().steps(base).stream().map(s -> StepView.of(s, net.currency())).toList();
    return new Example(net, units, steps, due, offer.key().split(due));
  }

  /** A scope in words. */
  static String scope(Scope scope) {
    String rights =
        scope.rights().contains(Scope.ANY)
            ? "rights are of any class"
            : "rights are " + String.join(" or ", scope.rights());
    String licenses =
        scope.licenses().contains(Scope.ANY)
            ? "license is any"
            : "license is one of " + String.join(", ", scope.licenses());
    String excluded =
        scope.excluded().isEmpty() ? "" : ", but not " + String.join(", ", scope.excluded());
    return rights + " and whose " + licenses + excluded;
  }
}
