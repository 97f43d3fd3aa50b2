package org.estover.crawl.rights;

import java.util.Optional;

/**
 * What an RSL 1.0 document says about training on one page.
 *
 * @param source how the document was found, e.g. {@code robots.txt:7} or {@code header}
 * @param document the document's URL
 * @param training the document's answer for this page; a document that cannot be read denies
 * @param terms for an offer its payment type, currency and amount (e.g. {@code training USD
 *     0.015}); for a denial the reason
 */
public record RslLicense(String source, String document, Stance training, String terms)
    implements RightsSignal {
  static final String PROTOCOL = "rsl";

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Optional<String> offer() {
    return training == Stance.OFFERS ? Optional.of(document + " " + terms) : Optional.empty();
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("document", document)
        .field("training", training.label())
        .field("terms", terms)
        .toString();
  }
}
