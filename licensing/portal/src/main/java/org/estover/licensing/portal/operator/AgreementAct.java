package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.springframework.stereotype.Component;

/** Ends an agreement for the trust; its developer ends it on the agreement's own page. */
@Component
final class AgreementAct implements Act {
  static final String KIND = "agreement";

  private static final String DAY = "day";
  private static final String REASON = "reason";

  private final Clock clock;

  AgreementAct(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.line(DAY, 10), Field.words(REASON));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    String id = words.getOrDefault(THING, "");
    Agreement agreement =
        opened.trust().agreements().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no agreement " + id));
    String day = words.getOrDefault(DAY, "");
    if (!day.isEmpty() && Days.parse(day).isBefore(LocalDate.now(clock))) {
      throw new IllegalArgumentException(day + " is in the past; name today or a later day");
    }
    String last = opened.trust().licenses().lastDay(agreement).map(String::valueOf).orElse("-");
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("agreement", id));
    facts.add(Fact.of("developer", Act.party(opened, agreement.developerId())));
    facts.add(Fact.of("last-day", last));
    return new Outlook(facts, id + "\n" + last);
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    String reason = words.getOrDefault(REASON, "");
    LocalDate last = Days.parse(words.getOrDefault(DAY, ""));
    opened.trust().licenses().end(new AgreementEnd(words.getOrDefault(THING, ""), last, reason));
    return new Done("ended", reason, Act.firstSince(opened, before));
  }
}
