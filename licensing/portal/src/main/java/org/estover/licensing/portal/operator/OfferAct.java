package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.springframework.stereotype.Component;

/** Publishes an offer. */
@Component
final class OfferAct implements Act {
  static final String KIND = "offer";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.line(THING, 60),
        Field.line("card", 500),
        Field.line("key", 100),
        Field.line("purposes", 200),
        Field.line("rights", 200),
        Field.line("licenses", 500),
        Field.line("excluded", 500).optional(),
        Field.line("licensees", 200).optional(),
        Field.choice("request", "no", "yes"),
        Field.choice("only", "no", "yes"));
  }

  private static Offer offer(SortedMap<String, String> words) {
    return new Offer(
        words.getOrDefault(THING, ""),
        RateCard.parse(words.getOrDefault("card", "")),
        DistributionKey.parse(words.getOrDefault("key", "")),
        list(words, "purposes"),
        new Scope(list(words, "rights"), list(words, "licenses"), list(words, "excluded")),
        List.of(),
        new Conditions(
            list(words, "licensees").stream().map(LicenseeClass::of).toList(),
            words.getOrDefault("only", "").equals("yes"),
            words.getOrDefault("request", "").equals("yes")));
  }

  private static List<String> list(SortedMap<String, String> words, String name) {
    return Arrays.stream(words.getOrDefault(name, "").split("[\\s,]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    Offer offer = offer(words);
    boolean known =
        opened.trust().offers().stream().anyMatch(other -> other.id().equals(offer.id()));
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("offer", offer.name() + " (" + offer.id() + ")"));
    facts.add(Fact.of("rate-card", offer.rateCard().canonical()));
    facts.add(Fact.of("key", offer.key().canonical()));
    facts.add(Fact.of("purposes", String.join(", ", offer.purposes())));
    facts.add(Fact.of("rights", String.join(", ", offer.scope().rights())));
    facts.add(Fact.of("licenses", String.join(", ", offer.scope().licenses())));
    if (!offer.scope().excluded().isEmpty()) {
      facts.add(Fact.of("excluded", String.join(", ", offer.scope().excluded())));
    }
    facts.add(Fact.of("published", known ? "yes" : "no"));
    return new Outlook(facts, offer + "\n" + known);
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    Offer offer = opened.trust().publishOffer(offer(words));
    return new Done("published", offer.id(), Act.lastSince(opened, before));
  }
}
