package org.estover.licensing.portal.license;

import java.util.stream.Collectors;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;

/**
 * The text that a developer signs: the terms of an offer in numbered sentences, all of which follow
 * from the offer, so that the same offer gives the same text and the same SHA-256 to everyone.
 */
public final class TermsText {

  private TermsText() {}

  /** The text of an offer of the trust of that name. */
  public static String of(Offer offer, String trust) {
    StringBuilder text = new StringBuilder();
    text.append("Terms \"").append(offer.name()).append("\" of ").append(trust).append("\n\n");
    line(text, 1, "The developer owes, for each calendar month: " + due(offer) + ".");
    line(
        text,
        2,
        "Net revenue is what the developer earned in the month with models trained under this"
            + " agreement, "
            + deductions(offer)
            + ".");
    line(
        text,
        3,
        "Releases of the trust that are granted under this agreement may be used for: "
            + String.join(", ", offer.purposes())
            + ".");
    line(text, 4, "Covered are documents whose " + OfferView.scope(offer.scope()) + ".");
    line(text, 5, "The agreement can be signed by: " + licensees(offer) + ".");
    line(
        text,
        6,
        offer.conditions().trustOnly()
            ? "Models under it train on releases of the trust only."
            : "Models under it may train on other data as well; its tokens are declared, and the"
                + " share of the trust's tokens multiplies what is earned on revenue.");
    line(
        text,
        7,
        "Of the amount due "
            + offer.key().administration().percent()
            + " run the trust, "
            + offer.key().reserve().percent()
            + " are put by, "
            + offer.key().commons().percent()
            + " go back to the commons, and "
            + offer.key().holders().percent()
            + " to the rights holders whose documents were read, by tokens.");
    line(
        text,
        8,
        "The developer registers each training run with its steps, and reports its revenue for each"
            + " month. What was read is computed from the release's order, not reported.");
    line(
        text,
        9,
        "What is taken down is masked where releases are handed out, and read no more once the"
            + " notice has come.");
    text.append("\nRate card: ").append(offer.rateCard().canonical()).append('\n');
    text.append("Offer: ").append(offer.id()).append('\n');
    return text.toString();
  }

  private static void line(StringBuilder text, int number, String sentence) {
    text.append(number).append(". ").append(sentence).append('\n');
  }

  private static String due(Offer offer) {
    return RateCardWords.of(offer.rateCard());
  }

  private static String deductions(Offer offer) {
    return offer.deductions().isEmpty()
        ? "less the deductions that it reports"
        : "less, at most, "
            + offer.deductions().stream()
                .map(AllowedDeduction::text)
                .collect(Collectors.joining(", "));
  }

  private static String licensees(Offer offer) {
    return offer.conditions().licensees().isEmpty()
        ? "any developer"
        : offer.conditions().licensees().stream()
            .map(LicenseeClass::word)
            .collect(Collectors.joining(", "));
  }
}
