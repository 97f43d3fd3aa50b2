package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.estover.ledger.log.DisputeResolved;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.springframework.stereotype.Component;

/** Ends a dispute over a claim. */
@Component
final class DisputeAct implements Act {
  static final String KIND = "dispute";

  private static final String OUTCOME = "outcome";
  private static final String EXCEPT = "except";
  private static final String REASON = "reason";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.choice(OUTCOME, DisputeResolved.OUTCOMES.toArray(String[]::new)),
        Field.words(EXCEPT).optional(),
        Field.words(REASON));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    Dispute dispute = dispute(opened, words.getOrDefault(THING, ""));
    parts(words);
    String outcome = opened.trust().disputes().outcome(dispute.id());
    ClaimStatus claim = opened.trust().claims().status(dispute.claimId());
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("dispute", dispute.id()));
    facts.add(Fact.of("opened", dispute.opened()));
    facts.add(Fact.of("ground", dispute.ground()));
    facts.add(Fact.of("objector", dispute.partyId()));
    facts.add(Fact.of("outcome", outcome.isEmpty() ? "-" : outcome));
    facts.addAll(ClaimAct.facts(claim));
    return new Outlook(
        facts,
        outcome
            + "\n"
            + claim.state().word()
            + "\n"
            + claim.except()
            + "\n"
            + claim.disputes()
            + "\n"
            + claim.held());
  }

  private static Dispute dispute(TrustDesk.Opened opened, String id) throws IOException {
    return opened.trust().disputes().list().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no dispute " + id));
  }

  private static List<ClaimScope> parts(SortedMap<String, String> words) {
    return words
        .getOrDefault(EXCEPT, "")
        .lines()
        .filter(line -> !line.isBlank())
        .map(ClaimScope::parse)
        .toList();
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    String outcome = words.getOrDefault(OUTCOME, "");
    String reason = words.getOrDefault(REASON, "");
    opened
        .trust()
        .disputes()
        .resolve(words.getOrDefault(THING, ""), outcome, parts(words), reason, day);
    return new Done(outcome, reason, Act.lastSince(opened, before));
  }
}
