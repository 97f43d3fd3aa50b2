package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.payout.Payout;
import org.springframework.stereotype.Component;

/** Pays rights holders what was credited to them up to the end of a month. */
@Component
final class PayoutAct implements Act {
  static final String KIND = "payout";

  private static final String THRESHOLDS = "thresholds";
  private static final String DAY = "day";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.line(THING, 7), Field.line(DAY, 10), Field.words(THRESHOLDS).optional());
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    Payout payout = opened.trust().payouts().preview(period(words), thresholds(words), day(words));
    boolean made =
        opened.trust().payouts().list().stream().anyMatch(other -> other.id().equals(payout.id()));
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("month", payout.period()));
    facts.add(Fact.of("paid-to", payout.lines().size()));
    payout.totals().values().forEach(total -> facts.add(Fact.of("pays", total)));
    facts.add(Fact.of("carried", payout.carried().size()));
    if (made) {
      facts.add(Fact.of("made-already", payout.id()));
    }
    return new Outlook(facts, payout + "\n" + made);
  }

  private static Period period(SortedMap<String, String> words) {
    return Period.parse(words.getOrDefault(THING, ""));
  }

  private static LocalDate day(SortedMap<String, String> words) {
    return Days.parse(words.getOrDefault(DAY, ""));
  }

  /** Lines as in {@code 25.00 EUR}. */
  private static SortedMap<String, Money> thresholds(SortedMap<String, String> words) {
    SortedMap<String, Money> thresholds = new TreeMap<>();
    for (String line : words.getOrDefault(THRESHOLDS, "").lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      String[] parts = line.strip().split("\\s+", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "\"" + line + "\" is no amount: expected one such as 25.00 EUR, one a line");
      }
      Money money = Money.parse(parts[0], parts[1]);
      thresholds.put(money.currency(), money);
    }
    return thresholds;
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    Payout payout = opened.trust().payouts().pay(period(words), thresholds(words), day(words));
    return new Done("paid", payout.id(), Act.lastSince(opened, before));
  }
}
